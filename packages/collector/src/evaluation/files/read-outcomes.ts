import { parseDay } from '@ardent/core';
import type { Cases } from '../table/cases.ts';
import { badFile, quoted } from './bad-file.ts';
import { readCsv } from './read-csv.ts';

/** What the outcomes file says; persons are numbered in its order. */
export interface Outcomes {
  /** Each user's number. */
  people: Map<string, number>;
  cases: Cases;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;
const DAY_MS = 86_400_000;

/**
 * Reads a file `user,at,outcome[,group]`, one row for each user of the data set. `at` is an instant (ISO 8601 with an
 * offset or Z) or a UTC day; a score looks at its day and those before. `outcome` is 1 (good) or 0.
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
    if (user === '')
      throw badFile({ path, line, field: 'user' }, 'is empty', 'give each row the id of a user');
    if (people.has(user)) {
      throw badFile(
        { path, line, field: 'user' },
        `${quoted(user)} has a row already`,
        'give each user one row',
      );
    }
    people.set(user, people.size);
    atDays.push(parseAt(at) ?? fail({ path, line, field: 'at', value: at }));
    good.push(parseOutcome(outcome) ?? fail({ path, line, field: 'outcome', value: outcome }));
    if (group !== undefined) groups.push(numberOf(groupNumbers, group));
  });
  if (people.size === 0) throw badFile({ path }, 'has no rows', 'give each user of the data set a row');
  const cases = {
    people: Int32Array.from(atDays, (_, i) => i),
    atDays: Int32Array.from(atDays),
    good: Uint8Array.from(good),
  };
  return { people, cases: groups.length === 0 ? cases : { ...cases, groups: Int32Array.from(groups) } };
}

const REMEDIES = {
  at: 'write an instant as 2026-03-31T23:59:59Z, or a UTC day as 2026-03-31',
  outcome: 'write 1 for the good outcome (stayed, bought again) and 0 for the other',
};

function fail({
  value,
  ...place
}: {
  path: string;
  line: number;
  field: 'at' | 'outcome';
  value: string;
}): never {
  const requirement = place.field === 'at' ? 'an instant or a day' : '0 or 1';
  throw badFile(place, `must be ${requirement}, got ${quoted(value)}`, REMEDIES[place.field]);
}

/** The UTC day of an instant, or a day as it is; undefined if the text is neither. */
function parseAt(text: string): number | undefined {
  const [, day = ''] = INSTANT.exec(text) ?? [];
  const written = parseDay(day);
  if (written === undefined || text === day) return written;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / DAY_MS);
}

function parseOutcome(text: string): number | undefined {
  if (text === '1') return 1;
  return text === '0' ? 0 : undefined;
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name) ?? numbers.size;
  numbers.set(name, known);
  return known;
}
