import { computeScore, type DailyCount, type ScoreModel, toDayString } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreDays } from './score-days.ts';

const FIRST = 20_000;
const KEYS = ['a', 'b', 'c'];

const perDay = fc.constantFrom('linear' as const, 'log' as const, { cap: 2 });
const signal = (key: string) =>
  fc.record({
    key: fc.constant(key),
    event: fc.constant('E'),
    weight: fc.double({ min: -20, max: 20, noNaN: true }),
    perDay,
  });
const model: fc.Arbitrary<ScoreModel> = fc.record({
  name: fc.constant('M'),
  decay: fc.record({
    type: fc.constantFrom('half-life' as const, 'window' as const),
    days: fc.integer({ min: 1, max: 40 }),
  }),
  target: fc.double({ min: 1, max: 200, noNaN: true }),
  signals: fc.tuple(...KEYS.map(signal)),
});
const counts: fc.Arbitrary<DailyCount[]> = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 60 }).map((age) => toDayString(FIRST + age)),
    signal: fc.constantFrom(...KEYS, 'not in the model'),
    count: fc.integer({ min: -3, max: 9 }),
  }),
);

test('is what computeScore gives for each day', () => {
  fc.assert(
    fc.property(model, counts, (definition, rows) => {
      const range = { from: toDayString(FIRST + 10), to: toDayString(FIRST + 50) };
      const days = scoreDays(definition, rows, range);
      expect(days).toHaveLength(41);
      for (const { day, score, rounded, band } of days) {
        const expected = computeScore(definition, rows, day);
        const size = expected.contributions.reduce((sum, part) => sum + Math.abs(part.score), 1);
        expect(Math.abs(score - expected.score)).toBeLessThanOrEqual(1e-9 * size);
        expect({ rounded, band }).toEqual({ rounded: expected.rounded, band: expected.band });
      }
    }),
    { numRuns: 50 },
  );
});
