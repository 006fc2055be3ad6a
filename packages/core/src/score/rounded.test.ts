import { expect, test } from 'vitest';
import { rounded } from './rounded.ts';

test.each([
  [40.49, 40],
  [40.5, 41],
  [40.49999999999999, 41],
  [40.5 - 2e-9, 40],
  [-0.5, 0],
  [-0.51, -1],
  [-1.5, -1],
  [0, 0],
])('%d reads %d', (score, expected) => {
  expect(rounded(score)).toBe(expected);
});

test('never answers a negative zero', () => {
  expect(Object.is(rounded(-0.2), 0)).toBe(true);
});
