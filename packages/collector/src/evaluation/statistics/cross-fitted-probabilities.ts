import { fitPlattCurve, plattProbability } from './platt-curve.ts';

/**
 * The probability of the good outcome by Platt scaling, cross-fitted: each case's comes from a curve that was fitted to
 * the other folds, so that no case is judged by its own outcome.
 *
 * @param folds by case, its fold.
 */
export function crossFittedProbabilities(
  scores: Float64Array,
  good: Uint8Array,
  folds: Int32Array,
): Float64Array {
  const probabilities = new Float64Array(scores.length);
  for (const fold of new Set(folds)) {
    const isOther = (_: unknown, i: number) => folds[i] !== fold;
    const curve = fitPlattCurve(scores.filter(isOther), good.filter(isOther));
    for (let i = 0; i < scores.length; i++) {
      if (folds[i] === fold) probabilities[i] = plattProbability(curve, scores[i] ?? 0);
    }
  }
  return probabilities;
}
