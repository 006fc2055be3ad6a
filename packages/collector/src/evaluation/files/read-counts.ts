import { LARGEST_AMOUNT, MESSAGE_LIMITS, parseDay } from '@ardent/core';
import { ANY_EVENT } from '../table/any-event-table.ts';
import type { CountTable } from '../table/count-table.ts';
import { createCountRows } from '../table/create-count-rows.ts';
import { badFile, quoted } from './bad-file.ts';
import { readCsv } from './read-csv.ts';
import type { Outcomes } from './read-outcomes.ts';

/** What a counts file held, and what of it was not used. */
export interface Counts {
  table: CountTable;
  rows: number;
  /** Rows of a day after their user's `at`: a score must not see them. */
  rowsAfterAt: number;
  /** Rows of users that the outcomes file doesn't have. */
  rowsWithoutOutcome: number;
}

/**
 * Reads a file `user,day,event,count` (UTC days). Rows after their user's `at` and rows of users without an outcome are
 * checked and counted, but not used.
 *
 * @throws CollectorError `bad_file` with line, field, value and remedy; also if no row can be used.
 */
export async function readCounts(path: string, { people, cases }: Outcomes): Promise<Counts> {
  const counted = createCountRows();
  const events = new Map<string, number>();
  const days = new Map<string, number>();
  const totals = { rows: 0, rowsAfterAt: 0, rowsWithoutOutcome: 0 };
  await readCsv(path, { required: ['user', 'day', 'event', 'count'] }, (fields, line) => {
    const [user = '', dayText = '', event = '', count = ''] = fields;
    const place = { path, line };
    if (user === '') throw badFile({ ...place, field: 'user' }, 'is empty', 'give each row the id of a user');
    const day = days.get(dayText) ?? parseDay(dayText);
    if (day === undefined) {
      throw badFile(
        { ...place, field: 'day' },
        `must be a date, got ${quoted(dayText)}`,
        'write UTC days as 2026-03-31',
      );
    }
    days.set(dayText, day);
    const eventId = events.get(event) ?? events.size;
    if (eventId === events.size) events.set(checkEvent(place, event), eventId);
    const amount = count === '' ? Number.NaN : Number(count);
    if (!(Math.abs(amount) <= LARGEST_AMOUNT)) {
      const problem = `must be a number of at most ${LARGEST_AMOUNT} in size, got ${quoted(count)}`;
      throw badFile({ ...place, field: 'count' }, problem, 'write how often the event happened that day');
    }
    totals.rows++;
    const person = people.get(user);
    if (person === undefined) totals.rowsWithoutOutcome++;
    else if (day > (cases.atDays[person] ?? 0)) totals.rowsAfterAt++;
    else counted.add({ person, eventId, day, amount });
  });
  const table = counted.toTable(people.size, [...events.keys()]);
  if (table.days.length === 0) {
    throw badFile(
      { path },
      describeUnused(totals),
      'give counts of the users in the outcomes file, up to their at',
    );
  }
  return { table, ...totals };
}

function checkEvent(place: { path: string; line: number }, event: string): string {
  if (event !== '' && event !== ANY_EVENT && event.length <= MESSAGE_LIMITS.eventLength) return event;
  const problem = `must be a name of 1 to ${MESSAGE_LIMITS.eventLength} characters other than *, got ${quoted(event)}`;
  throw badFile({ ...place, field: 'event' }, problem, 'give the name that the event is tracked under');
}

function describeUnused({ rows, rowsAfterAt, rowsWithoutOutcome }: Omit<Counts, 'table'>): string {
  return `has no row to use: ${rows} rows, of which ${rowsWithoutOutcome} of users without an outcome and ${rowsAfterAt} after their user's at`;
}
