import { perDay } from '@ardent/core';
import { createDesign } from './design.ts';
import { fitLogistic } from './fit-logistic.ts';

/** What makes a probability of a score: log-odds = intercept + slope · sign(score) · log2(1 + |score|). */
export interface PlattCurve {
  intercept: number;
  slope: number;
}

/**
 * Platt scaling: the logistic curve of the good outcome over scores, with his targets `(good+1)/(good+2)` and
 * `1/(others+2)` in place of 1 and 0 (J. Platt, "Probabilistic outputs for support vector machines", 1999).
 * The curve is over sign(score)·log2(1+|score|): over the score itself it is too steep for the many low ones, which on
 * both histories that were measured came out as a higher Brier score.
 */
export function fitPlattCurve(scores: Float64Array, good: Uint8Array): PlattCurve {
  const design = createDesign(scores.map(toFeature), 1);
  const goodCount = good.reduce((sum, one) => sum + one, 0);
  const high = (goodCount + 1) / (goodCount + 2);
  const low = 1 / (good.length - goodCount + 2);
  const targets = Float64Array.from(good, (one) => (one === 1 ? high : low));
  const { intercept, coefficients } = fitLogistic(design, targets, { penalty: 0 });
  return { intercept, slope: (coefficients[0] ?? 0) / (design.scales[0] ?? 1) };
}

/** The probability that a curve makes of a score, 0 to 1. */
export function plattProbability({ intercept, slope }: PlattCurve, score: number): number {
  return 1 / (1 + Math.exp(-intercept - slope * toFeature(score)));
}

function toFeature(score: number): number {
  return perDay(score, 'log');
}
