import { expect, test } from 'vitest';
import { perDay } from './per-day.ts';

test.each([
  ['linear', 7, 7],
  ['linear', -2.5, -2.5],
  ['log', 0, 0],
  ['log', 1, 1],
  ['log', 7, 3],
  ['log', -7, -3],
  [{ cap: 1 }, 12, 1],
  [{ cap: 3 }, 2, 2],
  [{ cap: 3 }, -9, -3],
] as const)('%o of %d is %d', (shape, amount, expected) => {
  expect(perDay(amount, shape)).toBe(expected);
});
