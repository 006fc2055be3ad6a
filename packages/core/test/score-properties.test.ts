import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Score, type ScoreModel, toDayString } from '../src/index.ts';
import { countsBefore, dayNumbers, halfLives, models } from './arbitraries.ts';
import { close, scoreOf, scorings, sizeOf } from './scorings.ts';

// Hundreds of inputs a property: slow where many tests share few processors.
describe('a score', { timeout: 30_000 }, () => {
  test('is the sum of its contributions, one per signal', () => {
    fc.assert(
      fc.property(scorings(), (scoring) => {
        const score = scoreOf(scoring);
        const sum = score.contributions.reduce((total, contribution) => total + contribution.score, 0);
        expect(score.contributions.map(({ signal }) => signal)).toEqual(
          scoring.model.signals.map(({ key }) => key),
        );
        expect(close(sum, score.score, sizeOf(score))).toBe(true);
        expect(close((100 * score.raw) / scoring.model.target, score.score, sizeOf(score))).toBe(true);
      }),
    );
  });

  test('does not depend on the order of the counts', () => {
    const shuffled = scorings().chain((scoring) =>
      fc.record({
        scoring: fc.constant(scoring),
        order: fc.shuffledSubarray(scoring.counts, { minLength: scoring.counts.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ scoring, order }) => {
        expect(scoreOf({ ...scoring, counts: order })).toEqual(scoreOf(scoring));
      }),
    );
  });

  test('stays the same when a row of a day is split in two', () => {
    fc.assert(
      fc.property(scorings(), fc.nat(), fc.integer({ min: -50, max: 50 }), (scoring, at, part) => {
        fc.pre(scoring.counts.length > 0);
        const index = at % scoring.counts.length;
        const counts = scoring.counts.flatMap((row, i) =>
          i === index
            ? [
                { ...row, count: part },
                { ...row, count: row.count - part },
              ]
            : [row],
        );
        expect(scoreOf({ ...scoring, counts })).toEqual(scoreOf(scoring));
      }),
    );
  });

  test('stays the same when weights and target are scaled together', () => {
    fc.assert(
      fc.property(scorings(), fc.integer({ min: 1, max: 1000 }), (scoring, factor) => {
        const { model } = scoring;
        const signals = model.signals.map((signal) => ({ ...signal, weight: signal.weight * factor }));
        const before = scoreOf(scoring);
        const after = scoreOf({ ...scoring, model: { ...model, target: model.target * factor, signals } });
        expect(close(after.score, before.score, sizeOf(before))).toBe(true);
        expect(close(after.trend.d7, before.trend.d7, sizeOf(before))).toBe(true);
        expect(close(after.momentum, before.momentum, 1)).toBe(true);
      }),
    );
  });

  test('with a half-life fades by one factor for everyone, so that time alone never changes the order', () => {
    const pairs = dayNumbers.chain((today) =>
      fc.record({
        model: models(halfLives),
        today: fc.constant(today),
        one: countsBefore(today, 0),
        other: countsBefore(today, 0),
        later: fc.integer({ min: 1, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(pairs, ({ model, today, one, other, later }) => {
        const now = [one, other].map((counts) => scoreOf({ model, counts, today }));
        const then = [one, other].map((counts) => scoreOf({ model, counts, today: today + later }));
        const [a, b] = now as [Score, Score];
        const [aThen, bThen] = then as [Score, Score];
        const tolerance = 1e-9 * Math.max(1, sizeOf(a), sizeOf(b));
        expect(close(aThen.score, a.score * 2 ** (-later / model.decay.days), sizeOf(a))).toBe(true);
        if (a.score > b.score + tolerance)
          expect(aThen.score).toBeGreaterThanOrEqual(bThen.score - tolerance);
      }),
    );
  });

  test('counts a row of a signal the model does not have for nothing', () => {
    fc.assert(
      fc.property(scorings(), (scoring) => {
        const known = new Set(scoring.model.signals.map(({ key }) => key));
        const counts = scoring.counts.filter(({ signal }) => known.has(signal));
        expect(scoreOf({ ...scoring, counts })).toEqual(scoreOf(scoring));
      }),
    );
  });

  test('counts what comes after its day for nothing', () => {
    fc.assert(
      fc.property(scorings(), (scoring) => {
        const counts = scoring.counts.filter(({ day }) => day <= toDayString(scoring.today));
        expect(scoreOf({ ...scoring, counts })).toEqual(scoreOf(scoring));
      }),
    );
  });

  test('rises by a known amount when one count is added', () => {
    const model: ScoreModel = {
      name: 'one',
      decay: { type: 'half-life', days: 10 },
      target: 50,
      signals: [{ key: 's0', event: 'Event', weight: 2, perDay: 'linear' }],
    };
    fc.assert(
      fc.property(
        dayNumbers.chain((today) => fc.tuple(fc.constant(today), countsBefore(today), fc.nat(100))),
        ([today, counts, age]) => {
          const more = [...counts, { day: toDayString(today - age), signal: 's0', count: 1 }];
          const before = scoreOf({ model, counts, today });
          const risen = scoreOf({ model, counts: more, today }).score - before.score;
          expect(close(risen, 4 * 2 ** (-age / 10), sizeOf(before))).toBe(true);
        },
      ),
    );
  });
});
