import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRanker } from './create-ranker.ts';

/** The definition: over all pairs within a stratum, 1 where the good case is higher, ½ where both tie. */
function aucByPairs(values: readonly number[], good: readonly number[], strata: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  for (const [i, value] of values.entries()) {
    for (const [j, other] of values.entries()) {
      if (good[i] !== 1 || good[j] !== 0 || strata[i] !== strata[j]) continue;
      pairs++;
      if (value > other) wins += 1;
      if (value === other) wins += 0.5;
    }
  }
  return wins / pairs;
}

describe('createRanker', () => {
  it('counts ties half and takes −∞ for the lowest value', () => {
    const ranker = createRanker({ good: Uint8Array.of(1, 1, 0, 0) });
    expect(ranker.aucOf(Float64Array.of(3, 2, 2, 1))).toBe(0.875);
    const never = Number.NEGATIVE_INFINITY;
    expect(ranker.aucOf(Float64Array.of(-5, never, never, -9))).toBe(0.625);
  });

  it('knows no AUC without both outcomes in one stratum', () => {
    expect(createRanker({ good: Uint8Array.of(1, 1) }).aucOf(Float64Array.of(1, 2))).toBeUndefined();
    const ranker = createRanker({ good: Uint8Array.of(1, 0), strata: Int32Array.of(0, 1) });
    expect(ranker.rank(Float64Array.of(1, 2))).toBeUndefined();
  });

  it('is the share of pairs in the right order, for any values and strata', () => {
    const caseArbitrary = fc.tuple(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 2 }),
    );
    fc.assert(
      fc.property(fc.array(caseArbitrary, { minLength: 1, maxLength: 40 }), (cases) => {
        const [values, good, strata] = [0, 1, 2].map((part) => cases.map((one) => one[part] ?? 0));
        if (values === undefined || good === undefined || strata === undefined)
          throw new Error('three parts');
        const ranker = createRanker({ good: Uint8Array.from(good), strata: Int32Array.from(strata) });
        const auc = ranker.aucOf(Float64Array.from(values));
        const expected = aucByPairs(values, good, strata);
        if (auc === undefined) expect(expected).toBeNaN();
        else expect(auc).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('gives influences that add up to 0 and leaves the values as they were', () => {
    const values = Float64Array.of(5, 3, 9, 2, 3, 4);
    const ranking = createRanker({ good: Uint8Array.of(1, 1, 0, 0, 1, 0) }).rank(values);
    expect(ranking?.influence.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 15);
    expect([...values]).toEqual([5, 3, 9, 2, 3, 4]);
  });
});
