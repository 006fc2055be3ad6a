import { type CountTable, peopleIn } from '../table/count-table.ts';

/** More signals than anyone would look through, and weights that few histories can tell apart. */
const MOST_SIGNALS = 30;

/** The events to make signals of: those that most people have counts of, 30 at most, in the table's order. Unused ones are in neither list. */
export function mostUsedEvents(table: CountTable): { kept: string[]; leftOut: string[] } {
  const users = countUsers(table);
  const used = [...table.events.keys()].filter((i) => (users[i] ?? 0) > 0);
  const byUse = used.toSorted((a, b) => (users[b] ?? 0) - (users[a] ?? 0));
  const kept = new Set(byUse.slice(0, MOST_SIGNALS));
  const namesOf = (places: readonly number[]) => places.map((i) => table.events[i] ?? '');
  return {
    kept: namesOf(used.filter((i) => kept.has(i))),
    leftOut: namesOf(used.filter((i) => !kept.has(i))),
  };
}

function countUsers(table: CountTable): Int32Array {
  const users = new Int32Array(table.events.length);
  const lastUser = new Int32Array(table.events.length).fill(-1);
  for (let person = 0; person < peopleIn(table); person++) {
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      const event = table.eventIds[row] ?? 0;
      if (lastUser[event] !== person) users[event] = (users[event] ?? 0) + 1;
      lastUser[event] = person;
    }
  }
  return users;
}
