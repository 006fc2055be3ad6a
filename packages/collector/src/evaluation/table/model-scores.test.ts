import { computeScore, type ScoreModel, toDayString } from '@ardent/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf, tableOf } from '../../../test/evaluation/data-of.ts';
import { findUnmeasurable, modelScores } from './model-scores.ts';

const EVENTS = ['login', 'report', 'ticket'];

const modelArbitrary: fc.Arbitrary<ScoreModel> = fc.record({
  name: fc.constant('Any'),
  decay: fc.record({
    type: fc.constantFrom('half-life' as const, 'window' as const),
    days: fc.integer({ min: 1, max: 40 }),
  }),
  target: fc.integer({ min: 1, max: 300 }),
  signals: fc
    .array(
      fc.record({
        event: fc.constantFrom('*', ...EVENTS, 'never'),
        weight: fc.integer({ min: -9, max: 9 }),
        perDay: fc.constantFrom('linear' as const, 'log' as const, { cap: 1 }, { cap: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((signals) => signals.map((signal, i) => ({ ...signal, key: `s${i}` }))),
});

const rowArbitrary = fc.tuple(
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 19_950, max: 20_010 }),
  fc.constantFrom(...EVENTS),
  fc.integer({ min: -3, max: 12 }),
);

/** What core scores for a person, from the same rows. */
function coreScore(
  model: ScoreModel,
  rows: readonly (readonly [number, number, string, number])[],
  { person, day }: { person: number; day: number },
) {
  const counts = model.signals.flatMap(({ key, event }) =>
    rows
      .filter(([of, , name]) => of === person && (event === '*' || event === name))
      .map(([, on, , count]) => ({ day: toDayString(on), signal: key, count })),
  );
  return computeScore(model, counts, toDayString(day));
}

describe('modelScores', () => {
  it("agrees with core's computeScore, days after at left out", () => {
    fc.assert(
      fc.property(modelArbitrary, fc.array(rowArbitrary, { maxLength: 40 }), (model, rows) => {
        const day = 20_000;
        const scores = modelScores(tableOf(3, rows), casesOf([1, 0, 1], day), model);
        for (const person of [0, 1, 2]) {
          const { score, contributions } = coreScore(model, rows, { person, day });
          const size = contributions.reduce((sum, one) => sum + Math.abs(one.score), 0);
          expect(Math.abs((scores[person] ?? Number.NaN) - score)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, size),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('scores one person at several days', () => {
    const table = tableOf(1, [
      [0, 10, 'login', 1],
      [0, 12, 'login', 1],
    ]);
    const cases = {
      people: Int32Array.of(0, 0, 0),
      atDays: Int32Array.of(9, 10, 12),
      good: new Uint8Array(3),
    };
    const signals = [{ key: 'logins', event: 'login', weight: 1, perDay: 'linear' as const }];
    const model: ScoreModel = { name: 'x', decay: { type: 'half-life', days: 2 }, target: 1, signals };
    expect([...modelScores(table, cases, model)]).toEqual([0, 100, 150]);
  });
});

describe('findUnmeasurable', () => {
  it('finds the signal that counts per event cannot tell', () => {
    const plain = { key: 'a', event: 'login', weight: 1, perDay: 'linear' as const };
    const model = (signals: ScoreModel['signals']): ScoreModel => ({
      name: 'x',
      decay: { type: 'window', days: 7 },
      target: 1,
      signals,
    });
    expect(findUnmeasurable(model([plain, { ...plain, key: 'b', measure: 'count' }]))).toBeUndefined();
    const sum = { ...plain, key: 'b', measure: { sum: 'properties.price' } };
    expect(findUnmeasurable(model([plain, sum]))).toBe(sum);
    const filtered = { ...plain, key: 'c', where: { 'properties.plan': 'pro' } };
    expect(findUnmeasurable(model([filtered]))).toBe(filtered);
  });
});
