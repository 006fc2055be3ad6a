import { parseDay } from '@ardent/core';
import type { Cases } from '../table/cases.ts';
import { badFile, type FilePlace, failField } from './bad-file.ts';
import { detached } from './detached.ts';
import { readCsv } from './read-csv.ts';

/** What the outcomes file says; persons are numbered in its order. */
export interface Outcomes {
  /** Each user's number. */
  people: Map<string, number>;
  cases: Cases;
}

/**
 * Reads a file `user,at,outcome[,group]`, one row for each user of the data set. `at` is an instant (ISO 8601 with Z or an
 * offset) or a UTC day; a score looks at its UTC day and those before. `outcome` is 1 (good) or 0.
 *
 * @throws CollectorError `bad_file` with line, field, value and remedy.
 */
export async function readOutcomes(path: string): Promise<Outcomes> {
  const people = new Map<string, number>();
  const groupNumbers = new Map<string, number>();
  const atDays: number[] = [];
  const good: number[] = [];
  const groups: number[] = [];
  await readCsv(path, { required: ['user', 'at', 'outcome'], optional: ['group'] }, (fields, line) => {
    const [user = '', at = '', outcome = '', group] = fields;
    const place = { path, line };
    if (user === '' || people.has(user)) failField(place, USER, user);
    people.set(detached(user), people.size);
    atDays.push(parseAt(at) ?? failField(place, AT, at));
    good.push(OUTCOMES.get(outcome) ?? failField(place, OUTCOME, outcome));
    if (group !== undefined) groups.push(groupNumber(groupNumbers, group, place));
  });
  if (people.size === 0) throw badFile({ path }, 'has no rows', 'give each user of the data set a row');
  const cases = {
    people: Int32Array.from(atDays, (_, i) => i),
    atDays: Int32Array.from(atDays),
    good: Uint8Array.from(good),
  };
  return { people, cases: groups.length === 0 ? cases : { ...cases, groups: Int32Array.from(groups) } };
}

const USER = {
  field: 'user',
  requirement: 'the id of a user that has no row yet',
  hint: 'give each user of the data set one row',
};
const AT = {
  field: 'at',
  requirement: 'an instant or a day',
  hint: 'write it as 2026-03-31T23:59:59Z, or as a UTC day: 2026-03-31',
};
const OUTCOME = {
  field: 'outcome',
  requirement: '0 or 1',
  hint: 'write 1 for the good outcome (stayed, bought again) and 0 for the other',
};
const GROUP = {
  field: 'group',
  requirement: 'the name of a group',
  hint: 'give each user a group, or leave the column out',
};

const OUTCOMES: ReadonlyMap<string, number> = new Map([
  ['0', 0],
  ['1', 1],
]);

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY_MS = 86_400_000;

/** The UTC day of an instant, or a day as it is; undefined if the text is neither. */
function parseAt(text: string): number | undefined {
  const [, day] = INSTANT.exec(text) ?? [];
  if (day === undefined) return parseDay(text);
  const ms = Date.parse(text);
  return parseDay(day) === undefined || Number.isNaN(ms) ? undefined : Math.floor(ms / DAY_MS);
}

function groupNumber(numbers: Map<string, number>, group: string, place: FilePlace): number {
  const known = numbers.get(group);
  if (known !== undefined) return known;
  if (group === '') failField(place, GROUP, group);
  numbers.set(detached(group), numbers.size);
  return numbers.size - 1;
}
