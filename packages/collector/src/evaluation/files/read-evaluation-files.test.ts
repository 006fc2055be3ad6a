import { toDayNumber } from '@ardent/core';
import { describe, expect, it } from 'vitest';
import { temporaryFiles } from '../../../test/evaluation/temporary-files.ts';
import { readEvaluationFiles } from './read-evaluation-files.ts';

const OUTCOMES = `user,at,outcome,group
ann,2026-03-31T23:59:59Z,1,acme
bob,2026-03-10,0,other
eve,2026-04-01T01:00:00+02:00,0,acme
`;
const COUNTS = `user,day,event,count
ann,2026-03-31,login,2
ann,2026-04-01,login,9
ann,2026-03-30,report,1
bob,2026-03-10,login,3
bob,2026-03-11,login,4
cat,2026-03-01,login,1
ann,2026-03-31,login,1.5
`;

async function read(counts: string, outcomes: string) {
  const pathOf = await temporaryFiles({ 'counts.csv': counts, 'outcomes.csv': outcomes });
  return readEvaluationFiles({ counts: pathOf('counts.csv'), outcomes: pathOf('outcomes.csv') });
}

describe('readEvaluationFiles', () => {
  it('keeps rows up to the UTC day of at, and counts those that it does not use', async () => {
    const { table, cases, ...totals } = await read(COUNTS, OUTCOMES);
    expect(totals).toEqual({ rows: 7, rowsAfterAt: 2, rowsWithoutOutcome: 1 });
    const day = (text: string) => toDayNumber(text);
    expect([...cases.atDays]).toEqual([day('2026-03-31'), day('2026-03-10'), day('2026-03-31')]);
    expect([...cases.good]).toEqual([1, 0, 0]);
    expect([...(cases.groups ?? [])]).toEqual([0, 1, 0]);
    expect(table.events).toEqual(['login', 'report']);
    expect([...table.starts]).toEqual([0, 2, 3, 3]);
    expect([...table.days]).toEqual([day('2026-03-30'), day('2026-03-31'), day('2026-03-10')]);
    expect([...table.amounts]).toEqual([1, 3.5, 3]);
  });

  it('has no groups where the file has no such column', async () => {
    const { cases } = await read(
      'user,day,event,count\na,2026-01-01,login,1\n',
      'user,at,outcome\na,2026-01-01,1\n',
    );
    expect(cases.groups).toBeUndefined();
  });

  const line = (text: string) => `user,at,outcome,group\nann,2026-03-31,1,acme\n${text}\n`;
  it.each([
    [line(',2026-03-31,1,x'), 'line 3: user must be the id of a user that has no row yet, got ""'],
    [line('ann,2026-03-31,1,x'), 'line 3: user must be the id of a user that has no row yet, got "ann"'],
    [line('bob,31.03.2026,1,x'), 'line 3: at must be an instant or a day, got "31.03.2026"'],
    [line('bob,2026-02-30,1,x'), 'line 3: at must be an instant or a day, got "2026-02-30"'],
    [line('bob,2026-02-30T10:00:00Z,1,x'), 'line 3: at must be an instant or a day'],
    [line('bob,2026-03-31T23:59:59,1,x'), 'line 3: at must be an instant or a day'],
    [line('bob,2026-03-31,yes,x'), 'line 3: outcome must be 0 or 1, got "yes"'],
    [line('bob,2026-03-31,1,'), 'line 3: group must be the name of a group, got ""'],
    ['user,at,outcome\n', 'outcomes.csv: has no rows'],
  ])('refuses the outcomes %j', async (outcomes, message) => {
    await expect(read(COUNTS, outcomes)).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringContaining(message),
    });
  });

  const row = (text: string) => `user,day,event,count\nann,2026-03-31,login,2\n${text}\n`;
  it.each([
    [row(',2026-03-31,login,1'), 'line 3: user must be the id of a user, got ""'],
    [row('ann,2026-3-31,login,1'), 'line 3: day must be a date, got "2026-3-31"'],
    [row('ann,2026-03-31,,1'), 'line 3: event must be a name of 1 to 200 characters, other than *, got ""'],
    [row('ann,2026-03-31,*,1'), 'line 3: event must be a name of 1 to 200 characters, other than *, got "*"'],
    [
      row('ann,2026-03-31,login,many'),
      'line 3: count must be a number of at most 1000000000000 in size, got "many"',
    ],
    [row('ann,2026-03-31,login,'), 'line 3: count must be a number'],
    [row('ann,2026-03-31,login,1e13'), 'line 3: count must be a number'],
    // Rows that would not be used are checked as well.
    [row('cat,2026-03-31,login,x'), 'line 3: count must be a number'],
    [
      'user,day,event,count\ncat,2026-03-31,login,1\nann,2026-04-01,login,1\n',
      "counts.csv: has no row to use: 2 rows, of which 1 of users without an outcome, 1 after their user's at",
    ],
  ])('refuses the counts %j', async (counts, message) => {
    await expect(read(counts, OUTCOMES)).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringContaining(message),
    });
  });
});
