import type { CountTable } from './count-table.ts';
import { mergeDays } from './merge-days.ts';

/** Collects daily counts in any order, to be sorted into a table. */
export interface CountRows {
  /** Takes one row; rows of the same person, event and day are added up. `day` in whole days since 1970-01-01. */
  add(row: CountRow): void;
  /** Sorts what was taken, once. Persons are numbered from 0 to `people − 1`. */
  toTable(people: number, events: readonly string[]): CountTable;
}

export interface CountRow {
  person: number;
  eventId: number;
  day: number;
  amount: number;
}

interface Block {
  size: number;
  persons: Int32Array;
  eventIds: Int32Array;
  days: Int32Array;
  amounts: Float64Array;
}

/** Blocks are never copied to grow: what was taken needs 20 bytes a row and no more. */
const BLOCK_ROWS = 65_536;

/** Starts an empty collection. */
export function createCountRows(): CountRows {
  const blocks: Block[] = [];
  let last: Block | undefined;
  return {
    add({ person, eventId, day, amount }) {
      if (last === undefined || last.size === BLOCK_ROWS) {
        last = createBlock();
        blocks.push(last);
      }
      last.persons[last.size] = person;
      last.eventIds[last.size] = eventId;
      last.days[last.size] = day;
      last.amounts[last.size] = amount;
      last.size++;
    },
    toTable(people, events) {
      return mergeDays(gatherByPerson(blocks, people, events));
    },
  };
}

function createBlock(): Block {
  return {
    size: 0,
    persons: new Int32Array(BLOCK_ROWS),
    eventIds: new Int32Array(BLOCK_ROWS),
    days: new Int32Array(BLOCK_ROWS),
    amounts: new Float64Array(BLOCK_ROWS),
  };
}

/** All rows of each person together, in the order in which they came. */
function gatherByPerson(
  blocks: readonly Block[],
  people: number,
  events: readonly string[],
): Omit<CountTable, 'firstDay'> {
  const starts = startsOf(blocks, people);
  const next = starts.slice();
  const rows = starts[people] ?? 0;
  const eventIds = new Int32Array(rows);
  const days = new Int32Array(rows);
  const amounts = new Float64Array(rows);
  for (const block of blocks) {
    for (let i = 0; i < block.size; i++) {
      const person = block.persons[i] ?? 0;
      const place = next[person] ?? 0;
      next[person] = place + 1;
      eventIds[place] = block.eventIds[i] ?? 0;
      days[place] = block.days[i] ?? 0;
      amounts[place] = block.amounts[i] ?? 0;
    }
  }
  return { events, starts, eventIds, days, amounts };
}

function startsOf(blocks: readonly Block[], people: number): Int32Array {
  const starts = new Int32Array(people + 1);
  for (const { persons, size } of blocks) {
    for (let i = 0; i < size; i++) {
      const after = (persons[i] ?? 0) + 1;
      starts[after] = (starts[after] ?? 0) + 1;
    }
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  return starts;
}
