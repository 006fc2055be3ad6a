import type { CountTable } from './count-table.ts';

/** Days before 1970-01-01 that the year 1 lies back, rounded up. */
const EARLIEST_DAY = 720_000;

/** Rows of which each person's stand together, in any order. */
export type GatheredRows = Omit<CountTable, 'firstDay'>;

/**
 * Sorts each person's rows by day, adds up those of the same event and day, and drops what comes to 0. It works in place:
 * the columns given are used up.
 */
export function mergeDays(rows: GatheredRows): CountTable {
  const { events, starts, days } = rows;
  const people = starts.length - 1;
  // Where the latest row of each event went.
  const placeOf = new Int32Array(events.length).fill(-1);
  let size = 0;
  for (let person = 0; person < people; person++) {
    const from = starts[person] ?? 0;
    const to = starts[person + 1] ?? 0;
    sortByDay(rows, from, to);
    starts[person] = size;
    for (let row = from; row < to; ) {
      let end = row + 1;
      while (end < to && days[end] === days[row]) end++;
      size = mergeDay(rows, placeOf, { from: row, to: end, into: size });
      row = end;
    }
  }
  starts[people] = size;
  return {
    ...rows,
    eventIds: rows.eventIds.subarray(0, size),
    days: days.subarray(0, size),
    amounts: rows.amounts.subarray(0, size),
    firstDay: days.subarray(0, size).reduce((first, day) => Math.min(first, day), days[0] ?? 0),
  };
}

/** Adds up the rows of one day by event, from `into` on; returns the end of what is left. */
function mergeDay(
  { eventIds, days, amounts }: GatheredRows,
  placeOf: Int32Array,
  { from, to, into }: { from: number; to: number; into: number },
): number {
  const day = days[from] ?? 0;
  let size = into;
  for (let row = from; row < to; row++) {
    const event = eventIds[row] ?? 0;
    const amount = amounts[row] ?? 0;
    const place = placeOf[event] ?? -1;
    if (place >= into && place < size && eventIds[place] === event) {
      amounts[place] = (amounts[place] ?? 0) + amount;
      continue;
    }
    placeOf[event] = size;
    eventIds[size] = event;
    days[size] = day;
    amounts[size] = amount;
    size++;
  }
  let end = into;
  for (let row = into; row < size; row++) {
    if (amounts[row] === 0) continue;
    eventIds[end] = eventIds[row] ?? 0;
    days[end] = day;
    amounts[end] = amounts[row] ?? 0;
    end++;
  }
  return end;
}

function sortByDay({ eventIds, days, amounts }: GatheredRows, from: number, to: number): void {
  if (isAscending(days, from, to)) return;
  const length = to - from;
  // Day and place in one number, so that the numbers' own order is the rows'. No date is before −EARLIEST_DAY.
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) keys[i] = ((days[from + i] ?? 0) + EARLIEST_DAY) * length + i;
  keys.sort();
  const unsortedEvents = eventIds.slice(from, to);
  const unsortedAmounts = amounts.slice(from, to);
  for (let i = 0; i < length; i++) {
    const key = keys[i] ?? 0;
    const place = key % length;
    days[from + i] = (key - place) / length - EARLIEST_DAY;
    eventIds[from + i] = unsortedEvents[place] ?? 0;
    amounts[from + i] = unsortedAmounts[place] ?? 0;
  }
}

function isAscending(days: Int32Array, from: number, to: number): boolean {
  for (let row = from + 1; row < to; row++) if ((days[row] ?? 0) < (days[row - 1] ?? 0)) return false;
  return true;
}
