import { describe, expect, it } from 'vitest';
import type { Judgement } from '../evaluate.ts';
import { findSignalProblem } from './find-signal-problem.ts';

function evaluationOf(score: [auc: number, low: number, high: number], recencyAuc: number) {
  const [auc, aucLow, aucHigh] = score;
  const baseline = (of: number) => ({
    auc: of,
    low: of - 0.05,
    high: of + 0.05,
    ahead: { difference: auc - of, low: auc - of - 0.02, high: auc - of + 0.02 },
  });
  const judgement: Judgement = {
    auc,
    aucLow,
    aucHigh,
    intervalBy: 'people',
    baselines: { recency: baseline(recencyAuc), count30: baseline(0.6), countAll: baseline(0.6) },
    liftTop10: 2,
    brier: 0.1,
    brierOfRatio: 0.16,
    calibrationTable: [],
  };
  return { n: 500, good: 100, goodRatio: 0.2, judgement };
}

describe('findSignalProblem', () => {
  it('has none with a score that is surely better than chance and ranks better than recency', () => {
    expect(findSignalProblem(evaluationOf([0.75, 0.7, 0.8], 0.74))).toBeUndefined();
  });

  it.each<[string, [number, number, number], number, RegExp]>([
    ['holds 0.5', [0.54, 0.49, 0.59], 0.5, /no better than chance: .* 0\.490 to 0\.590/],
    ['is below 0.5', [0.4, 0.35, 0.45], 0.3, /worse than chance: .* 0\.350 to 0\.450/],
    ['is above 0.5 but recency ranks as well', [0.75, 0.7, 0.8], 0.75, /rank at least as well: AUC 0\.750/],
  ])('says why if the interval %s', (_, score, recencyAuc, expected) => {
    expect(findSignalProblem(evaluationOf(score, recencyAuc))).toMatch(expected);
  });

  it('asks for outcomes where there are too few', () => {
    expect(findSignalProblem({ n: 50, good: 12, goodRatio: 0.24, judgement: undefined })).toMatch(
      /12 of 50 .* 38 had not/,
    );
  });
});
