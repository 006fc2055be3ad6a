import { expect, test } from 'vitest';
import { sumAmount } from './sum-amount.ts';

test.each([
  [19.9, 19.9],
  [0, 0],
  [-3, -3],
  [1e12, 1e12],
  ['19.90', 19.9],
  [' -3 ', -3],
  ['+.5', 0.5],
  ['1e3', 1000],
  ['1000000000000', 1e12],
])('%j adds %d', (value, amount) => {
  expect(sumAmount(value)).toBe(amount);
});

test.each([
  [1e12 + 1],
  [-1.1e12],
  [Infinity],
  [Number.NaN],
  ['1e999'],
  ['-1e13'],
  [''],
  [' '],
  ['0x10'],
  ['1_000'],
  ['1,000'],
  ['12 EUR'],
  ['--1'],
  ['1e'],
  ['Infinity'],
  ['1'.repeat(20_000)],
  [true],
  [null],
  [undefined],
  [[5]],
  [{}],
])('%j adds nothing', (value) => {
  expect(sumAmount(value)).toBeUndefined();
});
