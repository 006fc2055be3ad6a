import { perDay } from '@ardent/core';
import { createDesign } from './design.ts';
import { fitLogistic } from './fit-logistic.ts';

/**
 * The probability of the good outcome by Platt scaling, cross-fitted: each case's comes from a logistic curve that was
 * fitted to the other folds, with Platt's targets `(good+1)/(good+2)` and `1/(others+2)` in place of 1 and 0 (J. Platt,
 * "Probabilistic outputs for support vector machines", 1999), so that no case is judged by its own outcome.
 * The curve is over sign(score)·log2(1+|score|): over the score itself it is too steep for the many low ones, which on
 * both histories that were measured came out as a higher Brier score.
 *
 * @param folds by case, its fold.
 */
export function crossFittedProbabilities(
  scores: Float64Array,
  good: Uint8Array,
  folds: Int32Array,
): Float64Array {
  const values = scores.map((score) => perDay(score, 'log'));
  const probabilities = new Float64Array(values.length);
  for (const fold of new Set(folds)) {
    const isOther = (_: unknown, i: number) => folds[i] !== fold;
    const curve = fitCurve(values.filter(isOther), good.filter(isOther));
    for (let i = 0; i < values.length; i++) {
      if (folds[i] === fold) probabilities[i] = curve(values[i] ?? 0);
    }
  }
  return probabilities;
}

function fitCurve(values: Float64Array, good: Uint8Array): (value: number) => number {
  const design = createDesign(values, 1);
  const goodCount = good.reduce((sum, one) => sum + one, 0);
  const high = (goodCount + 1) / (goodCount + 2);
  const low = 1 / (good.length - goodCount + 2);
  const targets = Float64Array.from(good, (one) => (one === 1 ? high : low));
  const { intercept, coefficients } = fitLogistic(design, targets, { penalty: 0 });
  const slope = (coefficients[0] ?? 0) / (design.scales[0] ?? 1);
  return (value) => 1 / (1 + Math.exp(-intercept - slope * value));
}
