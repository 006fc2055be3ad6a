import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

test.each([
  [[], 5, true, 0.5],
  [[1, 2, 3], 4, true, 0.875],
  [[1, 2, 3], 4, false, 1],
  [[1, 2, 2, 3], 2, false, 0.5],
  [[10, 20], 5, true, 1 / 6],
])('of %j and %d (member: %j) is %d', (others, score, isMember, expected) => {
  expect(percentile(others, score, isMember)).toBeCloseTo(expected, 12);
});

test('nobody to compare with: no percentile', () => {
  expect(percentile([], 5, false)).toBeNull();
});

test('equals the count by hand', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }),
      fc.integer({ min: -6, max: 6 }),
      (scores, score) => {
        const below = scores.filter((other) => other < score).length;
        const equal = scores.filter((other) => other === score).length;
        const sorted = [...scores].sort((a, b) => a - b);
        expect(percentile(sorted, score, false)).toBeCloseTo((below + equal / 2) / scores.length, 12);
      },
    ),
  );
});
