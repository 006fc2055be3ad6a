import { expect, test } from 'vitest';
import { preciseDot, preciseSum } from './precise-sum.ts';

test('keeps what plain addition loses', () => {
  expect(preciseSum([1, 1e100, 1, -1e100])).toBe(2);
  expect(preciseSum(new Array(10).fill(0.1))).toBe(1);
  expect(preciseSum([])).toBe(0);
});

test('weighs each value by its share', () => {
  expect(preciseDot([1, 2, 3], [1, 0.5, 0])).toBe(2);
  expect(preciseDot([1e100, 4, -1e100], [1, 0.25, 1])).toBe(1);
});
