import { describe, expect, it } from 'vitest';
import { casesOf, lehmer } from '../../test/evaluation/data-of.ts';
import { evaluate } from './evaluate.ts';

function inputOf(goodCount: number, otherCount: number) {
  const random = lehmer(3);
  const good = Array.from({ length: goodCount + otherCount }, (_, i) => (i < goodCount ? 1 : 0));
  const scores = Float64Array.from(good, (one) => one + 2 * random());
  const baselines = {
    recency: scores.map((score) => -score),
    count30: scores,
    countAll: new Float64Array(scores.length),
  };
  return { cases: casesOf(good, 1), scores, baselines, seed: 1 };
}

describe('evaluate', () => {
  it('judges the score beside the baselines', () => {
    const { n, good, goodRatio, judgement } = evaluate(inputOf(60, 140));
    expect({ n, good, goodRatio }).toEqual({ n: 200, good: 60, goodRatio: 0.3 });
    if (judgement === undefined) throw new Error('there are enough outcomes');
    const { auc, aucLow, aucHigh, baselines } = judgement;
    expect(aucLow).toBeLessThan(auc);
    expect(aucHigh).toBeGreaterThan(auc);
    expect(baselines.recency.auc).toBeCloseTo(1 - auc, 12);
    expect(baselines.count30).toMatchObject({ auc, ahead: { difference: 0, low: 0, high: 0 } });
    expect(baselines.countAll).toMatchObject({ auc: 0.5, low: 0.5, high: 0.5 });
    expect(baselines.countAll.ahead.difference).toBeCloseTo(auc - 0.5, 12);
    expect(judgement.liftTop10).toBeGreaterThan(1.5);
    expect(judgement.brierOfRatio).toBeCloseTo(0.21, 12);
    expect(judgement.brier).toBeLessThan(0.21);
    expect(judgement.calibrationTable.reduce((sum, bin) => sum + bin.n, 0)).toBe(200);
  });

  it('does not judge under 40 of either outcome', () => {
    expect(evaluate(inputOf(39, 500)).judgement).toBeUndefined();
    expect(evaluate(inputOf(500, 39)).judgement).toBeUndefined();
    expect(evaluate(inputOf(40, 40)).judgement).toBeDefined();
  });
});
