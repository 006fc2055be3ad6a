import { expect, test } from 'vitest';
import { keep } from './keep.ts';

test('a half-life halves exactly every so many days', () => {
  const decay = { type: 'half-life', days: 14 } as const;
  expect([0, 14, 28, 140].map((age) => keep(age, decay))).toEqual([1, 0.5, 0.25, 2 ** -10]);
  expect(keep(7, decay)).toBeCloseTo(Math.SQRT1_2, 15);
});

test('a window keeps everything for so many days and then nothing', () => {
  const decay = { type: 'window', days: 30 } as const;
  expect([0, 29, 30, 31].map((age) => keep(age, decay))).toEqual([1, 1, 0, 0]);
});

test('the future counts for nothing', () => {
  expect(keep(-1, { type: 'half-life', days: 1 })).toBe(0);
  expect(keep(-1, { type: 'window', days: 1 })).toBe(0);
});
