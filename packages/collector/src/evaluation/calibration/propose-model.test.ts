import { parseModel } from '@ardent/core';
import { describe, expect, it } from 'vitest';
import { casesOf, tableOf } from '../../../test/evaluation/data-of.ts';
import { modelScores } from '../table/model-scores.ts';
import { proposeModel } from './propose-model.ts';

const shape = { halfLifeDays: 30, perDay: 'linear' as const };
const table = tableOf(
  6,
  [1, 2, 3, 4, 5].map((person) => [person, 10, 'login', person] as const),
);
const cases = casesOf([0, 1, 1, 1, 1, 1], 10);

describe('proposeModel', () => {
  it('scales fitted weights so that the largest is 10, with three digits', () => {
    const choice = { shape, weights: [0.123456, -0.0311], weighting: 'fitted' as const };
    const { model } = proposeModel({ table, cases }, ['login', 'ticket'], choice);
    expect(model.signals.map(({ weight }) => weight)).toEqual([10, -2.52]);
  });

  it('gives the score of 100 to the customer whom a quarter of the good exceed', () => {
    const choice = { shape, weights: [1], weighting: 'equal' as const };
    const { model, targetFrom } = proposeModel({ table, cases }, ['login'], choice);
    expect(model.target).toBe(4);
    expect(targetFrom).toBe('P75 of the raw values of those with the good outcome (n = 5)');
    expect([...modelScores(table, cases, model)]).toEqual([0, 25, 50, 75, 100, 125]);
  });

  it('has a target above 0 where the good have none', () => {
    const choice = { shape, weights: [1], weighting: 'equal' as const };
    const onlyFirstGood = casesOf([1, 0, 0, 0, 0, 0], 10);
    const proposal = proposeModel({ table, cases: onlyFirstGood }, ['login'], choice);
    expect(proposal.model.target).toBe(4);
    expect(proposal.targetFrom).toBe('P75 of the raw values of all with a raw value above 0 (n = 5)');
    const negative = { ...choice, weights: [-1] };
    expect(proposeModel({ table, cases }, ['login'], negative).model.target).toBe(100);
  });

  it('makes labels that a model takes of any event names', () => {
    const events = ['Report Viewed', 'report-viewed', '日本', '☃', 'x'.repeat(190), `${'x'.repeat(190)}y`];
    const choice = { shape, weights: events.map(() => 1), weighting: 'equal' as const };
    const { model } = proposeModel({ table, cases }, events, choice);
    expect(model.signals.map(({ key }) => key).slice(0, 4)).toEqual([
      'report_viewed',
      'report_viewed_2',
      'signal',
      'signal_2',
    ]);
    expect(parseModel(model)).toEqual({ ok: true, model });
  });
});
