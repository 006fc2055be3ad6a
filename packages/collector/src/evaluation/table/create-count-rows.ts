import type { CountTable } from './count-table.ts';

/** Collects daily counts in any order, to be sorted into a table. */
export interface CountRows {
  /** Takes one row; rows of the same person, event and day are added up. `day` in whole days since 1970-01-01. */
  add(row: { person: number; eventId: number; day: number; amount: number }): void;
  /** Sorts what was taken. `people` is how many there are: persons are numbered from 0 to `people − 1`. */
  toTable(people: number, events: readonly string[]): CountTable;
}

interface Columns {
  persons: Int32Array;
  eventIds: Int32Array;
  days: Int32Array;
  amounts: Float64Array;
}

const FIRST_CAPACITY = 1024;

/** Starts an empty collection; it grows by doubling typed arrays, 20 bytes a row. */
export function createCountRows(): CountRows {
  let columns = emptyColumns(FIRST_CAPACITY);
  let size = 0;
  return {
    add({ person, eventId, day, amount }) {
      if (size === columns.days.length) columns = grown(columns);
      columns.persons[size] = person;
      columns.eventIds[size] = eventId;
      columns.days[size] = day;
      columns.amounts[size] = amount;
      size++;
    },
    toTable(people, events) {
      return { events, ...mergeRows(columns, sortedOrder(columns, size), people) };
    },
  };
}

function emptyColumns(capacity: number): Columns {
  return {
    persons: new Int32Array(capacity),
    eventIds: new Int32Array(capacity),
    days: new Int32Array(capacity),
    amounts: new Float64Array(capacity),
  };
}

function grown(columns: Columns): Columns {
  const larger = emptyColumns(columns.days.length * 2);
  larger.persons.set(columns.persons);
  larger.eventIds.set(columns.eventIds);
  larger.days.set(columns.days);
  larger.amounts.set(columns.amounts);
  return larger;
}

// Stable counting sorts from the least important column to the most: linear in the rows, whatever their order.
function sortedOrder({ days, eventIds, persons }: Columns, size: number): Int32Array {
  let order = Int32Array.from({ length: size }, (_, i) => i);
  for (const keys of [days, eventIds, persons]) order = orderBy(keys, order);
  return order;
}

function orderBy(keys: Int32Array, order: Int32Array): Int32Array<ArrayBuffer> {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const row of order) {
    const key = keys[row] ?? 0;
    if (key < least) least = key;
    if (key > greatest) greatest = key;
  }
  const next = new Int32Array(order.length === 0 ? 0 : greatest - least + 2);
  for (const row of order) next[(keys[row] ?? 0) - least + 1] = (next[(keys[row] ?? 0) - least + 1] ?? 0) + 1;
  for (let i = 1; i < next.length; i++) next[i] = (next[i] ?? 0) + (next[i - 1] ?? 0);
  const sorted = new Int32Array(order.length);
  for (const row of order) {
    const key = (keys[row] ?? 0) - least;
    const place = next[key] ?? 0;
    sorted[place] = row;
    next[key] = place + 1;
  }
  return sorted;
}

function mergeRows(columns: Columns, order: Int32Array, people: number): Omit<CountTable, 'events'> {
  const starts = new Int32Array(people + 1);
  const eventIds = new Int32Array(order.length);
  const days = new Int32Array(order.length);
  const amounts = new Float64Array(order.length);
  let size = 0;
  for (let i = 0; i < order.length; ) {
    const first = order[i] ?? 0;
    let amount = 0;
    while (i < order.length && isSameCell(columns, first, order[i] ?? 0)) {
      amount += columns.amounts[order[i] ?? 0] ?? 0;
      i++;
    }
    if (amount === 0) continue;
    eventIds[size] = columns.eventIds[first] ?? 0;
    days[size] = columns.days[first] ?? 0;
    amounts[size] = amount;
    size++;
    starts[(columns.persons[first] ?? 0) + 1] = size;
  }
  // Someone without rows starts, and ends, where the one before ended.
  for (let person = 1; person <= people; person++) {
    starts[person] = Math.max(starts[person] ?? 0, starts[person - 1] ?? 0);
  }
  return {
    starts,
    eventIds: eventIds.slice(0, size),
    days: days.slice(0, size),
    amounts: amounts.slice(0, size),
    firstDay: size === 0 ? 0 : days.slice(0, size).reduce((first, day) => Math.min(first, day)),
  };
}

function isSameCell({ persons, eventIds, days }: Columns, a: number, b: number): boolean {
  return persons[a] === persons[b] && eventIds[a] === eventIds[b] && days[a] === days[b];
}
