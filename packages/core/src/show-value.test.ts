import { expect, test } from 'vitest';
import { showValue } from './show-value.ts';

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [Number.NaN, 'NaN'],
  [-3, '-3'],
  [12n, '12'],
  [true, 'true'],
  ['', '""'],
  ['a"b\u0000', '"a\\"b\\u0000"'],
  [[], 'an empty list'],
  [[1, 2], 'a list of 2'],
  [{ a: 1 }, 'an object'],
  [() => 1, 'a function'],
  [Symbol('x'), 'Symbol(x)'],
  ['x'.repeat(70), `"${'x'.repeat(60)}"… (70 characters)`],
])('%o', (value, shown) => {
  expect(showValue(value)).toBe(shown);
});
