import { LARGEST_AMOUNT, MESSAGE_LIMITS, parseDay } from '@ardent/core';
import { ANY_EVENT } from '../table/any-event-table.ts';
import type { CountTable } from '../table/count-table.ts';
import { createCountRows } from '../table/create-count-rows.ts';
import { badFile, type FilePlace, failField } from './bad-file.ts';
import { detached } from './detached.ts';
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
  const dayNumbers = new Map<string, number>();
  const eventIds = new Map<string, number>();
  const totals = { rows: 0, rowsAfterAt: 0, rowsWithoutOutcome: 0 };
  await readCsv(path, { required: ['user', 'day', 'event', 'count'] }, (fields, line) => {
    const [user = '', dayText = '', event = '', count = ''] = fields;
    const place = { path, line };
    if (user === '') failField(place, USER, user);
    // Days and events come again and again: each is read and checked once.
    const day = dayNumbers.get(dayText) ?? addDay(dayNumbers, dayText, place);
    const eventId = eventIds.get(event) ?? addEvent(eventIds, event, place);
    const amount = parseAmount(count) ?? failField(place, COUNT, count);
    totals.rows++;
    const person = people.get(user);
    if (person === undefined) totals.rowsWithoutOutcome++;
    else if (day > (cases.atDays[person] ?? 0)) totals.rowsAfterAt++;
    else counted.add({ person, eventId, day, amount });
  });
  const table = counted.toTable(people.size, [...eventIds.keys()]);
  if (table.days.length === 0) throw noUsableRow(path, totals);
  return { table, ...totals };
}

const USER = { field: 'user', requirement: 'the id of a user', hint: 'give each row one' };
const DAY = { field: 'day', requirement: 'a date', hint: 'write UTC days as 2026-03-31' };
const EVENT = {
  field: 'event',
  requirement: `a name of 1 to ${MESSAGE_LIMITS.eventLength} characters, other than ${ANY_EVENT}`,
  hint: 'give the name that the event is tracked under',
};
const COUNT = {
  field: 'count',
  requirement: `a number of at most ${LARGEST_AMOUNT} in size`,
  hint: 'write how often the event happened that day',
};

function addDay(numbers: Map<string, number>, text: string, place: FilePlace): number {
  const day = parseDay(text) ?? failField(place, DAY, text);
  numbers.set(detached(text), day);
  return day;
}

function addEvent(ids: Map<string, number>, event: string, place: FilePlace): number {
  const isName = event !== '' && event !== ANY_EVENT && event.length <= MESSAGE_LIMITS.eventLength;
  if (!isName) failField(place, EVENT, event);
  ids.set(detached(event), ids.size);
  return ids.size - 1;
}

function parseAmount(text: string): number | undefined {
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(amount) <= LARGEST_AMOUNT ? amount : undefined;
}

function noUsableRow(path: string, { rows, rowsAfterAt, rowsWithoutOutcome }: Omit<Counts, 'table'>): Error {
  const unused = `${rowsWithoutOutcome} of users without an outcome, ${rowsAfterAt} after their user's at`;
  return badFile(
    { path },
    `has no row to use: ${rows} rows, of which ${unused}`,
    'give counts of the users in the outcomes file, of days up to their at',
  );
}
