import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

test.each([
  [{ total: 0, below: 0, equal: 0 }, true, 0.5],
  [{ total: 3, below: 3, equal: 0 }, true, 0.875],
  [{ total: 3, below: 3, equal: 0 }, false, 1],
  [{ total: 4, below: 1, equal: 2 }, false, 0.5],
  [{ total: 2, below: 0, equal: 0 }, true, 1 / 6],
])('of %j (member: %j) is %d', (others, isMember, expected) => {
  expect(percentile(others, isMember)).toBeCloseTo(expected, 12);
});

test('nobody to compare with: no percentile', () => {
  expect(percentile({ total: 0, below: 0, equal: 0 }, false)).toBeNull();
});
