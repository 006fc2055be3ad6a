import { describe, expect, it } from 'vitest';
import type { Judgement } from '../evaluate.ts';
import { toEvaluationJson } from './evaluation-json.ts';
import { evaluationText } from './evaluation-text.ts';

const judgement: Judgement = {
  auc: 0.7812,
  aucLow: 0.758,
  aucHigh: 0.8021,
  intervalBy: 'people',
  baselines: {
    recency: {
      auc: 0.79,
      low: 0.748,
      high: 0.793,
      ahead: { difference: -0.0088, low: -0.0171, high: 0.0004 },
    },
    count30: { auc: 0.58, low: 0.565, high: 0.595, ahead: { difference: 0.201, low: 0.179, high: 0.222 } },
    countAll: { auc: 0.747, low: 0.724, high: 0.769, ahead: { difference: 0.034, low: 0.018, high: 0.049 } },
  },
  liftTop10: 2.714,
  brier: 0.1549,
  brierOfRatio: 0.206,
  calibrationTable: [
    { n: 1000, predicted: 0.082, observed: 0.1 },
    { n: 1357, predicted: 0.783, observed: 0.8088 },
  ],
};
const evaluation = { n: 2357, good: 684, goodRatio: 684 / 2357, judgement };

describe('evaluationText', () => {
  it('sets the score beside the baselines', () => {
    expect(evaluationText(evaluation)).toBe(`2357 cases, 684 with the good outcome (29.0 %).

                        AUC    95 % interval   this score is ahead by
this score              0.781  0.758 to 0.802
days since last active  0.790  0.748 to 0.793  −0.009 (−0.017 to +0.000)
30-day count            0.580  0.565 to 0.595  +0.201 (+0.179 to +0.222)
lifetime count          0.747  0.724 to 0.769  +0.034 (+0.018 to +0.049)

95 % intervals, from the spread between people. AUC 0.5 is chance, 1 is perfect.

Among the top 10 % by score the good outcome is 2.71 times as frequent as overall.

How likely the good outcome seemed from the score, and how often it came:
seemed  came    cases
8.2 %   10.0 %  1000
78.3 %  80.9 %  1357
Brier score 0.155; 0.206 if everyone is given the overall ratio.
`);
  });

  it('says why there are no numbers', () => {
    expect(evaluationText({ n: 50, good: 12, goodRatio: 0.24, judgement: undefined })).toBe(
      '12 of 50 cases had the good outcome and 38 had not: under 40 of either, numbers would mean nothing.\n',
    );
  });
});

describe('toEvaluationJson', () => {
  it('has the AUCs of the baselines as numbers, their intervals beside', () => {
    expect(toEvaluationJson(evaluation)).toMatchObject({
      n: 2357,
      auc: 0.7812,
      aucLow: 0.758,
      aucHigh: 0.8021,
      baselines: { recency: 0.79, count30: 0.58, countAll: 0.747 },
      baselineIntervals: { count30: { low: 0.565, high: 0.595 } },
      ahead: { recency: { difference: -0.0088, low: -0.0171, high: 0.0004 } },
      liftTop10: 2.714,
      problem: null,
    });
  });

  it('has null for each number where there are too few outcomes', () => {
    const none = { recency: null, count30: null, countAll: null };
    expect(toEvaluationJson({ n: 50, good: 12, goodRatio: 0.24, judgement: undefined })).toEqual({
      n: 50,
      good: 12,
      goodRatio: 0.24,
      auc: null,
      aucLow: null,
      aucHigh: null,
      intervalBy: null,
      baselines: none,
      baselineIntervals: none,
      ahead: none,
      liftTop10: null,
      brier: null,
      brierOfRatio: null,
      calibrationTable: null,
      problem:
        '12 of 50 cases had the good outcome and 38 had not: under 40 of either, numbers would mean nothing',
    });
  });
});
