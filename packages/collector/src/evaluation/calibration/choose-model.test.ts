import { describe, expect, it } from 'vitest';
import { casesOf, lehmer, tableOf } from '../../../test/evaluation/data-of.ts';
import type { EvaluationData } from '../backtest.ts';
import { chooseModel } from './choose-model.ts';

const EVENTS = ['view', 'edit', 'share'];
const AT = 60;

/** People whose outcome follows from what they did, each event with a weight of its own. */
function simulate(weights: readonly number[], seed: number): EvaluationData {
  const random = lehmer(seed);
  const rows: (readonly [number, number, string, number])[] = [];
  const good: number[] = [];
  for (let person = 0; person < 600; person++) {
    let logOdds = 0;
    for (const [e, event] of EVENTS.entries()) {
      const days = Math.floor(random() * 20);
      for (let i = 0; i < days; i++) rows.push([person, AT - Math.floor(random() * 40), event, 1]);
      logOdds += (weights[e] ?? 0) * (days - 10);
    }
    good.push(random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0);
  }
  return { table: tableOf(600, rows), cases: casesOf(good, AT) };
}

const options = { events: EVENTS, signs: [0, 0, 0], seed: 1 };

describe('chooseModel', () => {
  it('prefers equal weights where events matter alike', () => {
    const { weighting, weights } = chooseModel(simulate([0.15, 0.15, 0.15], 2), options);
    expect({ weighting, weights }).toEqual({ weighting: 'equal', weights: [1, 1, 1] });
  });

  it('fits weights where they matter differently, in their proportion', () => {
    const { weighting, weights, shape } = chooseModel(simulate([0.3, 0.03, -0.15], 2), options);
    const [view = 0, edit = 0, share = 0] = weights;
    expect(weighting).toBe('fitted');
    expect(share / view).toBeGreaterThan(-0.8);
    expect(share / view).toBeLessThan(-0.25);
    expect(Math.abs(edit / view)).toBeLessThan(0.35);
    // It does not matter here when something was done.
    expect(shape.halfLifeDays).toBeGreaterThanOrEqual(45);
  });

  it('makes an equal weight −1 where only that side of 0 is allowed', () => {
    const data = simulate([0.15, 0.15, -0.15], 2);
    const { weighting, weights } = chooseModel(data, { ...options, signs: [0, 0, -1] });
    expect({ weighting, weights }).toEqual({ weighting: 'equal', weights: [1, 1, -1] });
  });

  it('chooses nothing under 20 cases of either outcome', () => {
    const { table, cases } = simulate([0.3, 0.03, -0.15], 2);
    const good = cases.good.map((_, i) => (i < 19 ? 1 : 0));
    expect(chooseModel({ table, cases: { ...cases, good } }, options)).toEqual({
      shape: { halfLifeDays: 14, perDay: 'log' },
      weights: [1, 1, 1],
      weighting: 'equal',
    });
  });
});
