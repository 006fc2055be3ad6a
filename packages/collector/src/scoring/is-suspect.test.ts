import { expect, test } from 'vitest';
import { isSuspect } from './is-suspect.ts';

test.each([
  [0, [25, 25, 25, 25], true],
  [4.9, [25, 25, 25, 25], true],
  [5, [25, 25, 25, 25], false],
  [0, [24.9, 24.9, 24.9, 24.9], false],
  // The median of four is halfway between the two in the middle.
  [0, [0, 20, 30, 500], true],
  [0, [0, 19, 30, 500], false],
  [19, [1000, 100, 100, 0], true],
  [20, [1000, 100, 100, 0], false],
])('%d after %j: %s', (recent, weeks, expected) => {
  expect(isSuspect(recent, weeks)).toBe(expected);
});
