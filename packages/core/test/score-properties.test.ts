import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeAccountScore,
  computeScore,
  type DailyCount,
  explainChange,
  type Score,
  type ScoreModel,
  toDayString,
} from '../src/index.ts';
import { countsBefore, dayNumbers, halfLives, models } from './arbitraries.ts';

interface Scoring {
  model: ScoreModel;
  counts: DailyCount[];
  today: number;
}

const scorings = (model = models()): fc.Arbitrary<Scoring> =>
  dayNumbers.chain((today) => fc.record({ model, counts: countsBefore(today), today: fc.constant(today) }));

const scoreOf = ({ model, counts, today }: Scoring) => computeScore(model, counts, toDayString(today));

const sizeOf = ({ contributions }: Score) =>
  contributions.reduce((sum, { score }) => sum + Math.abs(score), 0);

const close = (a: number, b: number, size: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, size);

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('a score', () => {
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

describe('all scoring functions', () => {
  const numbers = fc.oneof(
    fc.double({ min: -1e50, max: 1e50, noNaN: true }),
    fc.constantFrom(1e50, -1e50, 5e-324, -5e-324, 0, -0, 1e12),
  );
  const extremeDays = fc.integer({ min: -719_162, max: 2_932_896 }).map(toDayString);
  const extremes = fc.record({
    model: fc.record({
      name: fc.constant('extreme'),
      decay: fc.record({
        type: fc.constantFrom('half-life' as const, 'window' as const),
        days: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(3650, Number.MAX_SAFE_INTEGER)),
      }),
      target: fc.oneof(fc.double({ min: 1e-50, max: 1e50, noNaN: true }), fc.constantFrom(1e-50, 1e50)),
      signals: fc
        .array(
          fc.record({
            weight: numbers,
            perDay: fc.oneof(fc.constantFrom('linear' as const, 'log' as const), fc.constant({ cap: 1e50 })),
          }),
          { maxLength: 4 },
        )
        .map((parts) => parts.map((part, i) => ({ key: `s${i}`, event: '*', ...part }))),
    }),
    counts: fc.array(
      fc.record({ day: extremeDays, signal: fc.constantFrom('s0', 's1', 's2', 's3'), count: numbers }),
      { maxLength: 20 },
    ),
    days: fc.tuple(extremeDays, extremeDays).map((days) => days.sort() as [string, string]),
  });

  test('return only finite numbers, whatever the inputs', () => {
    fc.assert(
      fc.property(extremes, ({ model, counts, days: [first, last] }) => {
        const results = [
          computeScore(model, counts, last),
          computeAccountScore(
            model,
            [
              { id: 'a', counts },
              { id: 'b', counts: [], lastActiveDay: first },
            ],
            last,
          ),
          explainChange(counts, { model, day: first }, { model: { ...model, target: 1 }, day: last }),
        ];
        expect(numbersIn(results).filter((number) => !Number.isFinite(number))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('never change their inputs', () => {
    fc.assert(
      fc.property(scorings(), ({ model, counts, today }) => {
        deepFreeze(model);
        deepFreeze(counts);
        const day = toDayString(today);
        const members = deepFreeze([{ id: 'a', counts, lastActiveDay: day }]);
        // A write to a frozen object throws, because modules run in strict mode.
        computeScore(model, counts, day);
        computeAccountScore(model, members, day, deepFreeze({ seats: 3 }));
        explainChange(counts, deepFreeze({ model, day: toDayString(today - 7) }), deepFreeze({ model, day }));
      }),
    );
  });

  test('take counts that can be read only once', () => {
    fc.assert(
      fc.property(scorings(), ({ model, counts, today }) => {
        const day = toDayString(today);
        const from = { model, day: toDayString(today - 28) };
        expect(computeScore(model, counts.values(), day)).toEqual(computeScore(model, counts, day));
        expect(explainChange(counts.values(), from, { model, day })).toEqual(
          explainChange(counts, from, { model, day }),
        );
      }),
    );
  });
});

describe('a change', () => {
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

test('an account of one seat and one healthy share of 1 scores what its member does, up to 200', () => {
  fc.assert(
    fc.property(scorings(), (scoring) => {
      const { model, counts, today } = scoring;
      const score = scoreOf(scoring);
      const account = computeAccountScore(model, [{ id: 'only', counts }], toDayString(today), {
        seats: 1,
        healthyShare: 1,
      });
      expect(close(account.score, Math.min(score.score, 200), sizeOf(score))).toBe(true);
      expect(account.activeShare).toBe(score.rounded >= 1 ? 1 : 0);
    }),
  );
});
