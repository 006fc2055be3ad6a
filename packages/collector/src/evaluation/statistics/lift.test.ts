import { describe, expect, it } from 'vitest';
import { lift } from './lift.ts';

describe('lift', () => {
  it('compares the top with all', () => {
    // 20 cases, 4 good; the top 10 % are the two highest, both good: 1 against 0.2.
    const values = Float64Array.from({ length: 20 }, (_, i) => i);
    const good = Uint8Array.from(values, (value) => (value >= 18 || value < 2 ? 1 : 0));
    expect(lift(values, { good }, 0.1)).toBeCloseTo(5, 12);
  });

  it('gives each of those that tie for the last places an equal part', () => {
    // 10 cases, 2 places: one for the highest, the other shared by 4 of which 1 is good.
    const values = Float64Array.of(9, 5, 5, 5, 5, 1, 1, 1, 1, 1);
    const good = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(lift(values, { good }, 0.2)).toBeCloseTo((1 + 1 / 4) / (2 * 0.2), 12);
  });

  it('is 1 where all have the same value, −∞ too', () => {
    const good = Uint8Array.of(1, 0, 0, 1, 0);
    expect(lift(new Float64Array(5), { good }, 0.1)).toBeCloseTo(1, 12);
    expect(lift(new Float64Array(5).fill(Number.NEGATIVE_INFINITY), { good }, 0.1)).toBeCloseTo(1, 12);
  });

  it('takes the top of each stratum', () => {
    const values = Float64Array.of(100, 90, 80, 70, 4, 3, 2, 1);
    const good = Uint8Array.of(0, 1, 1, 1, 1, 0, 0, 0);
    const strata = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    // One place in each: a bad case in the first, a good one in the second.
    expect(lift(values, { good, strata }, 0.25)).toBeCloseTo(1 / (4 * 0.25), 12);
  });
});
