import { describe, expect, it } from 'vitest';
import { createRanker, type RankedCases } from './create-ranker.ts';
import { aucDifference, aucInterval, spreadOf, unitOf } from './uncertainty.ts';

// The expected numbers were worked out in Python's standard library by the papers' own formulas: placements from all 48
// pairs, DeLong's S10 and S01 and their covariances, and Obuchowski's three sums over clusters.
const GOOD = [5, 3, 9, 4, 7, 3];
const OTHERS = [2, 3, 4, 1, 0, 5, 3, 1];
const values = Float64Array.from([...GOOD, ...OTHERS]);
const good = Uint8Array.from([...GOOD.map(() => 1), ...OTHERS.map(() => 0)]);

function rank(of: Float64Array, cases: RankedCases) {
  const ranking = createRanker(cases).rank(of);
  if (ranking === undefined) throw new Error('both outcomes are there');
  return ranking;
}

describe('spreadOf', () => {
  it("is DeLong's standard error for people", () => {
    const ranking = rank(values, { good });
    expect(ranking.auc).toBeCloseTo(0.8333333333333334, 14);
    const { standardError, degrees } = spreadOf(ranking.influence, { good });
    expect(standardError).toBeCloseTo(0.10640453281310247, 14);
    expect(degrees).toBe(Number.POSITIVE_INFINITY);
  });

  it('adds up the variances of strata', () => {
    const strata = Int32Array.from([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
    const ranking = rank(values, { good, strata });
    expect(ranking.auc).toBeCloseTo(0.8333333333333334, 14);
    expect(spreadOf(ranking.influence, { good, strata }).standardError).toBeCloseTo(0.12147816447594376, 14);
  });

  it("is Obuchowski's standard error for groups", () => {
    const groups = Int32Array.from([0, 1, 2, 3, 4, 0, 0, 1, 1, 2, 3, 4, 5, 5]);
    const { standardError, degrees } = spreadOf(rank(values, { good, groups }).influence, { good, groups });
    expect(standardError).toBeCloseTo(0.09830743538436883, 14);
    expect(degrees).toBe(5);
  });

  it('takes people where there are fewer than 5 groups', () => {
    const groups = new Int32Array(good.length).map((_, i) => i % 4);
    expect(unitOf({ groups })).toBe('people');
    const { influence } = rank(values, { good });
    expect(spreadOf(influence, { good, groups })).toEqual(spreadOf(influence, { good }));
  });
});

describe('aucInterval', () => {
  it('is symmetric on the log-odds', () => {
    const { low, high } = aucInterval(rank(values, { good }), { good });
    expect(low).toBeCloseTo(0.5269450546677065, 12);
    expect(high).toBeCloseTo(0.9573438467850226, 12);
  });

  it('does not claim certainty where all pairs agree', () => {
    const separated = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
    const rising = Float64Array.from({ length: 20 }, (_, i) => i);
    const { low, high } = aucInterval(rank(rising, { good: separated }), { good: separated });
    expect(low).toBeCloseTo(0.800213612881115, 10);
    expect(high).toBe(1);
    const falling = aucInterval(
      rank(
        rising.map((one) => -one),
        { good: separated },
      ),
      { good: separated },
    );
    expect(falling).toEqual({ low: 0, high: 1 - low });
  });

  it('is 0.5 alone for a score that is the same for all', () => {
    expect(aucInterval(rank(new Float64Array(good.length), { good }), { good })).toEqual({
      low: 0.5,
      high: 0.5,
    });
  });
});

describe('aucDifference', () => {
  it("uses DeLong's covariance of two scores on the same cases", () => {
    const second = Float64Array.from([4, 2, 6, 5, 5, 1, 3, 2, 5, 2, 1, 4, 3, 0]);
    const { difference, low, high } = aucDifference(rank(values, { good }), rank(second, { good }), { good });
    expect(difference).toBeCloseTo(0.125, 14);
    expect(low).toBeCloseTo(-0.06837826519662815, 12);
    expect(high).toBeCloseTo(0.31837826519662815, 12);
  });

  it('is 0 without doubt between a score and the same score on another scale', () => {
    const first = rank(values, { good });
    const second = rank(
      values.map((value) => Math.exp(value) / 7),
      { good },
    );
    expect(aucDifference(first, second, { good })).toEqual({ difference: 0, low: 0, high: 0 });
  });
});
