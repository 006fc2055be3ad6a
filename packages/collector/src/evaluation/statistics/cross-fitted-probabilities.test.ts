import { describe, expect, it } from 'vitest';
import { lehmer } from '../../../test/evaluation/data-of.ts';
import { crossFittedProbabilities } from './cross-fitted-probabilities.ts';

const random = lehmer(11);
const scores = Float64Array.from({ length: 400 }, () => 2 ** (random() * 7) - 1);
// The true log-odds are a straight line over log2(1 + score).
const truths = scores.map((score) => 1 / (1 + Math.exp(3 - Math.log2(1 + score))));
const good = Uint8Array.from(truths, (truth) => (random() < truth ? 1 : 0));
const folds = Int32Array.from(good, (_, i) => i % 5);

describe('crossFittedProbabilities', () => {
  it('comes close to the true probabilities', () => {
    const probabilities = crossFittedProbabilities(scores, good, folds);
    const worst = probabilities.reduce((most, one, i) => Math.max(most, Math.abs(one - (truths[i] ?? 0))), 0);
    expect(worst).toBeLessThan(0.12);
  });

  it('judges no case by outcomes of its own fold', () => {
    const flipped = good.map((one, i) => (folds[i] === 2 ? 1 - one : one));
    const before = crossFittedProbabilities(scores, good, folds);
    const after = crossFittedProbabilities(scores, flipped, folds);
    const isOfFold = (_: unknown, i: number) => folds[i] === 2;
    expect(after.filter(isOfFold)).toEqual(before.filter(isOfFold));
    expect(after).not.toEqual(before);
  });

  it('stays between 0 and 1 where the score tells all', () => {
    const sure = Float64Array.from(good, (one) => one * 50);
    for (const probability of crossFittedProbabilities(sure, good, folds)) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
  });
});
