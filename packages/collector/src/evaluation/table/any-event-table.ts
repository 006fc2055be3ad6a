import { type CountTable, peopleIn } from './count-table.ts';
import { createCountRows } from './create-count-rows.ts';

/** What the event of a signal is called that counts every event. */
export const ANY_EVENT = '*';

/** The same counts with all events of a person and day added up, under the one event `*`. */
export function anyEventTable(table: CountTable): CountTable {
  const rows = createCountRows();
  const people = peopleIn(table);
  for (let person = 0; person < people; person++) {
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      rows.add({ person, eventId: 0, day: table.days[row] ?? 0, amount: table.amounts[row] ?? 0 });
    }
  }
  return rows.toTable(people, [ANY_EVENT]);
}
