import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountTable } from './count-table.ts';
import { createCountRows } from './create-count-rows.ts';

const rowArbitrary = fc.record({
  person: fc.integer({ min: 0, max: 4 }),
  eventId: fc.integer({ min: 0, max: 3 }),
  day: fc.integer({ min: -3, max: 6 }),
  amount: fc.integer({ min: -2, max: 3 }),
});

/** The rows of a table as text, person by person. */
function cellsOf(table: CountTable): string[][] {
  return Array.from({ length: table.starts.length - 1 }, (_, person) => {
    const places = Array.from(
      { length: (table.starts[person + 1] ?? 0) - (table.starts[person] ?? 0) },
      (_unused, i) => (table.starts[person] ?? 0) + i,
    );
    return places.map((i) => `${table.days[i]}/${table.events[table.eventIds[i] ?? -1]}/${table.amounts[i]}`);
  });
}

describe('createCountRows', () => {
  it('sorts by person and day, adds up the same event of a day, and drops what comes to 0', () => {
    const rows = createCountRows();
    rows.add({ person: 2, eventId: 0, day: 20, amount: 1 });
    rows.add({ person: 0, eventId: 1, day: 11, amount: 5 });
    rows.add({ person: 0, eventId: 0, day: 10, amount: 2 });
    rows.add({ person: 0, eventId: 1, day: 11, amount: -5 });
    rows.add({ person: 0, eventId: 0, day: 11, amount: 3 });
    rows.add({ person: 2, eventId: 0, day: 20, amount: 4 });
    const table = rows.toTable(4, ['login', 'report']);
    expect(cellsOf(table)).toEqual([['10/login/2', '11/login/3'], [], ['20/login/5'], []]);
    expect(table.firstDay).toBe(10);
  });

  it('makes a table without rows', () => {
    const table = createCountRows().toTable(2, []);
    expect(cellsOf(table)).toEqual([[], []]);
  });

  it('holds more rows than one block', () => {
    const rows = createCountRows();
    const size = 150_000;
    for (let i = 0; i < size; i++) rows.add({ person: i % 3, eventId: 0, day: i, amount: i + 1 });
    const table = rows.toTable(3, ['login']);
    expect([...table.starts]).toEqual([0, 50_000, 100_000, 150_000]);
    expect(table.amounts.reduce((sum, amount) => sum + amount, 0)).toBe((size * (size + 1)) / 2);
    expect(table.days[50_001]).toBe(4);
  });

  it('holds what a plain sum per person, day and event holds, whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 60 }), (given) => {
        const counted = createCountRows();
        const sums = new Map<string, number>();
        for (const row of given) {
          counted.add(row);
          const key = `${row.person} ${row.day}/e${row.eventId}`;
          sums.set(key, (sums.get(key) ?? 0) + row.amount);
        }
        const expected = [...sums].filter(([, sum]) => sum !== 0).map(([key, sum]) => `${key}/${sum}`);
        const cells = cellsOf(counted.toTable(5, ['e0', 'e1', 'e2', 'e3']));
        const days = cells.map((ofPerson) => ofPerson.map((cell) => Number.parseInt(cell, 10)));
        expect(days).toEqual(days.map((ofPerson) => ofPerson.toSorted((a, b) => a - b)));
        expect(
          cells.flatMap((ofPerson, person) => ofPerson.map((cell) => `${person} ${cell}`)).sort(),
        ).toEqual(expected.sort());
      }),
    );
  });
});
