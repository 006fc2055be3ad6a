import { criticalValue } from './critical-value.ts';

/**
 * The lower 95 % bound of an AUC of 1, where DeLong's spread is 0: the smallest AUC θ from which 1 is no more than the
 * critical number of standard errors away, with Hanley and McNeil's variance at θ (R. Newcombe, "Confidence intervals for
 * an effect size measure based on the Mann–Whitney statistic", part 2, method 5, Statistics in Medicine 25, 2006).
 *
 * @param good 1 for each good case, 0 for each other; both must occur.
 */
export function separationBound(good: Uint8Array): number {
  const goodCount = good.reduce((sum, one) => sum + one, 0);
  const otherCount = good.length - goodCount;
  const extra = good.length / 2 - 1;
  const z = criticalValue(Number.POSITIVE_INFINITY);
  const isWithinReach = (auc: number) => {
    const pairs = 1 + extra * ((1 - auc) / (2 - auc) + auc / (1 + auc));
    return (1 - auc) ** 2 <= (z ** 2 * auc * (1 - auc) * pairs) / (goodCount * otherCount);
  };
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (isWithinReach(middle)) high = middle;
    else low = middle;
  }
  return high;
}
