import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DaySet } from './day-set.ts';

const days = fc.array(fc.integer({ min: 19_000, max: 21_000 }), { maxLength: 40 });

test('holds the days that were added, ascending, and says which were new', () => {
  fc.assert(
    fc.property(days, (added) => {
      const set = new DaySet();
      const known = new Set<number>();
      for (const day of added) {
        expect(set.add(day)).toBe(!known.has(day));
        known.add(day);
      }
      expect(set.list()).toEqual([...known].sort((a, b) => a - b));
    }),
  );
});

test('comes back from storage as it was, and takes more', () => {
  fc.assert(
    fc.property(days, days, (before, after) => {
      const set = new DaySet();
      for (const day of before) set.add(day);
      const stored = new DaySet(set.firstDay, Buffer.from(set.toBlob()));
      for (const day of after) stored.add(day);
      expect(stored.list()).toEqual([...new Set([...before, ...after])].sort((a, b) => a - b));
    }),
  );
});

test('lists a range with both of its ends', () => {
  const set = new DaySet();
  for (const day of [20_000, 20_001, 20_010, 20_400]) set.add(day);
  expect(set.list(20_001, 20_010)).toEqual([20_001, 20_010]);
  expect(set.list(20_011)).toEqual([20_400]);
  expect(set.list(undefined, 19_999)).toEqual([]);
});

test('unites with another', () => {
  const [a, b] = [new DaySet(), new DaySet()];
  a.add(20_010);
  b.add(20_000);
  a.addAll(b);
  expect(a.list()).toEqual([20_000, 20_010]);
});

test('takes a byte for eight days of its span', () => {
  const set = new DaySet();
  set.add(20_000);
  set.add(20_399);
  expect(set.toBlob()).toHaveLength(50);
});
