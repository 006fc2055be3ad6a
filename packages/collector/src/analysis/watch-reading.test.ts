import { toDayNumber } from '@ardent/core';
import { expect, test } from 'vitest';
import type { CountScan } from '../storage/count-scan.ts';
import { watchReading } from './watch-reading.ts';

const FIRST = toDayNumber('2026-01-01');

/** Days 1, 1, 3 and 4 of January have rows. */
const reader: Pick<CountScan, 'firstCountedDay' | 'scanCounts' | 'scanEvents'> = {
  firstCountedDay: async () => '2026-01-01',
  async scanCounts(_, visit) {
    for (const day of [0, 0, 2, 3]) visit([1, 1, day], FIRST + day);
  },
  async scanEvents(_, visit) {
    visit([1, 'Opened', 1], FIRST);
  },
};

function watch(): { seen: number[]; watched: CountScan } {
  const seen: number[] = [];
  return { seen, watched: watchReading(reader as CountScan, (ratio) => seen.push(ratio)) };
}

test('tells how far it is when a day begins, and passes every row on', async () => {
  const { seen, watched } = watch();
  const rows: unknown[] = [];
  await watched.scanCounts({ to: '2026-01-04' }, (row, day) => rows.push([row, day - FIRST]));
  expect(seen).toEqual([0, 0.5, 0.75, 1]);
  expect(rows).toEqual([0, 0, 2, 3].map((day) => [[1, 1, day], day]));
});

test('what is asked of single events is not told', async () => {
  const { seen, watched } = watch();
  await watched.scanEvents({ to: '2026-01-04', names: ['Opened'] }, () => undefined);
  expect(seen).toEqual([]);
  await watched.scanEvents({ to: '2026-01-04' }, () => undefined);
  expect(seen).toEqual([0, 1]);
});
