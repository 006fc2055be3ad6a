import { expect, test } from 'vitest';
import { keep } from './keep.ts';
import { memoryDays } from './memory-days.ts';

test.each([1, 7, 14, 28, 90])('a half-life of %d days holds what its kept shares add up to', (days) => {
  const decay = { type: 'half-life', days } as const;
  const shares = Array.from({ length: days * 60 }, (_, age) => keep(age, decay));
  expect(memoryDays(decay)).toBeCloseTo(
    shares.reduce((sum, share) => sum + share, 0),
    9,
  );
  expect(memoryDays(decay, 10)).toBeCloseTo(
    shares.slice(0, 10).reduce((sum, share) => sum + share, 0),
    9,
  );
});

test('a window holds its days', () => {
  expect(memoryDays({ type: 'window', days: 30 })).toBe(30);
  expect(memoryDays({ type: 'window', days: 30 }, 10)).toBe(10);
});

test('stays finite for the longest half-life', () => {
  const { MAX_SAFE_INTEGER: days } = Number;
  expect(memoryDays({ type: 'half-life', days }) / (days / Math.LN2)).toBeCloseTo(1, 9);
});
