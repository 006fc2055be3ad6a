import { computeScore, type ScoreModel, toDayString } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DailyAmount } from '../storage/score-reads.ts';
import { labelCounts } from './label-counts.ts';
import { createScoreSummaries } from './summarize-scores.ts';

const TODAY = 20_500;
const DAY = toDayString(TODAY);

const signal = (key: string) =>
  fc.record({
    key: fc.constant(key),
    event: fc.constant('E'),
    weight: fc.oneof(fc.constantFrom(0, 1, -1), fc.double({ min: -20, max: 20, noNaN: true })),
    perDay: fc.constantFrom('linear' as const, 'log' as const, { cap: 2 }),
  });
const definition: fc.Arbitrary<ScoreModel> = fc.record({
  name: fc.constant('M'),
  decay: fc.record({
    type: fc.constantFrom('half-life' as const, 'window' as const),
    days: fc.integer({ min: 1, max: 40 }),
  }),
  target: fc.double({ min: 1, max: 200, noNaN: true }),
  signals: fc.tuple(signal('a'), signal('b'), signal('c')),
});
// Two keys of one stored signal, among others.
const SIGNAL_IDS = [7, 7, 9];
const amounts: fc.Arbitrary<DailyAmount[]> = fc.uniqueArray(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 400 })).map((age) => TODAY - age),
    fc.constantFrom(7, 8, 9),
    fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(0.25, 1e12, -1e12)),
  ),
  { selector: ([day, id]) => `${day} ${id}` },
);

test('is what computeScore says of the same counts, but for its reasons', () => {
  fc.assert(
    fc.property(definition, amounts, (model, stored) => {
      const point = {
        model: { modelId: 'main', version: 1, definition: model, signalIds: SIGNAL_IDS } as never,
        day: DAY,
      };
      const counts = stored.map(([day, signalId, amount]) => ({ day: toDayString(day), signalId, amount }));
      const expected = computeScore(model, labelCounts(counts, point.model), DAY);
      const summary = createScoreSummaries(point)(stored);
      const size = sizeOf(model, stored);
      const near = (value: number, other: number) =>
        expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, size));
      near(summary.score, expected.score);
      near(summary.trend.d7, expected.trend.d7);
      near(summary.trend.d28, expected.trend.d28);
      expect(summary.momentum).toBeCloseTo(expected.momentum, 9);
      const { rounded, band, momentumState } = expected;
      expect(summary).toMatchObject({ rounded, band, momentumState });
    }),
    { numRuns: 300 },
  );
});

/** No less than the points of any day that a trend looks at. */
function sizeOf(model: ScoreModel, stored: readonly DailyAmount[]): number {
  const weights = model.signals.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return (100 / model.target) * weights * stored.reduce((sum, [, , amount]) => sum + Math.abs(amount), 0);
}
