import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainChange, toDayString } from '../src/index.ts';
import { countsBefore, dayNumbers, models } from './arbitraries.ts';
import { close, numbersIn, scoreOf, scorings, sizeOf } from './scorings.ts';

// Hundreds of inputs a property: slow where many tests share few processors.
describe('a change', { timeout: 30_000 }, () => {
  const changes = dayNumbers.chain((today) =>
    fc.record({
      from: models(),
      to: models(),
      counts: countsBefore(today),
      today: fc.constant(today),
      days: fc.nat(120),
    }),
  );

  test('adds up to the difference of the two scores', () => {
    fc.assert(
      fc.property(changes, ({ from, to, counts, today, days }) => {
        const first = scoreOf({ model: from, counts, today: today - days });
        const last = scoreOf({ model: to, counts, today });
        const change = explainChange(
          counts,
          { model: from, day: toDayString(today - days) },
          { model: to, day: toDayString(today) },
        );
        const parts = change.signals.reduce(
          (sum, { aged, new: added }) => sum + aged + added,
          change.version,
        );
        const size =
          sizeOf(first) + sizeOf(last) + numbersIn(change).reduce((sum, part) => sum + Math.abs(part), 0);
        expect(close(change.total, last.score - first.score, size)).toBe(true);
        expect(close(parts, change.total, size)).toBe(true);
      }),
    );
  });

  test('under one model is the trend', () => {
    fc.assert(
      fc.property(scorings(), (scoring) => {
        const { model, counts, today } = scoring;
        const score = scoreOf(scoring);
        for (const days of [7, 28]) {
          const change = explainChange(
            counts,
            { model, day: toDayString(today - days) },
            { model, day: toDayString(today) },
          );
          const trend = days === 7 ? score.trend.d7 : score.trend.d28;
          expect(change.version).toBe(0);
          expect(close(change.total, trend, sizeOf(score) + Math.abs(trend))).toBe(true);
        }
      }),
    );
  });
});
