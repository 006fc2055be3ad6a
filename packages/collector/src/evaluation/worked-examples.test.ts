import { describe, expect, it } from 'vitest';
import { casesOf, tableOf } from '../../test/evaluation/data-of.ts';
import { proposeModel } from './calibration/propose-model.ts';
import { brierScore } from './statistics/calibration-table.ts';
import { createRanker } from './statistics/create-ranker.ts';
import { lift } from './statistics/lift.ts';
import { separationBound } from './statistics/separation-bound.ts';
import { aucInterval, spreadOf } from './statistics/uncertainty.ts';

describe('the worked examples of docs/evaluation.md', () => {
  const good = Uint8Array.of(1, 1, 1, 0, 0, 0, 0);
  const ranking = createRanker({ good }).rank(Float64Array.of(90, 60, 30, 70, 30, 10, 0));
  if (ranking === undefined) throw new Error('both outcomes are there');

  it('AUC: 9.5 of 12 pairs', () => {
    expect(ranking.auc).toBeCloseTo(9.5 / 12, 14);
  });

  it('AUC: its variance from the placements, and its interval', () => {
    const mean = 9.5 / 12;
    const squares = (placements: number[]) => placements.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const variance = squares([1, 0.75, 0.625]) / 2 / 3 + squares([1 / 3, 2.5 / 3, 1, 1]) / 3 / 4;
    expect(variance).toBeCloseTo(0.037, 4);
    expect(spreadOf(ranking.influence, { good }).standardError).toBeCloseTo(Math.sqrt(variance), 14);
    const { low, high } = aucInterval(ranking, { good });
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.278', '0.974']);
  });

  it('AUC of 1: the lower bound for ten cases of each outcome', () => {
    const separated = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : 0));
    expect(separationBound(separated).toFixed(2)).toBe('0.80');
  });

  it('lift: one place for a good case, and a quarter of the other', () => {
    const scores = Float64Array.of(9, 5, 5, 5, 5, 1, 1, 1, 1, 1);
    expect(lift(scores, { good: Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0, 0, 0) }, 0.2)).toBeCloseTo(3.125, 12);
  });

  it('Brier score: 0.8 for one who stayed, 0.3 for one who left', () => {
    expect(brierScore(Float64Array.of(0.8, 0.3), Uint8Array.of(1, 0))).toBeCloseTo(0.065, 14);
  });

  it('target: a quarter of the good exceed it', () => {
    const table = tableOf(
      5,
      [1, 2, 3, 4, 5].map((raw, person) => [person, 1, 'login', raw] as const),
    );
    const choice = {
      shape: { halfLifeDays: 7, perDay: 'linear' as const },
      weights: [1],
      weighting: 'equal' as const,
    };
    const { model } = proposeModel({ table, cases: casesOf([1, 1, 1, 1, 1], 1) }, ['login'], choice);
    expect(model.target).toBe(4);
  });
});
