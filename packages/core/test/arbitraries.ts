import fc from 'fast-check';
import { type DailyCount, type Decay, type PerDay, type ScoreModel, toDayString } from '../src/index.ts';

export const dayNumbers: fc.Arbitrary<number> = fc.integer({ min: 19_000, max: 21_000 });

const perDays: fc.Arbitrary<PerDay> = fc.oneof(
  fc.constantFrom<PerDay>('linear', 'log'),
  fc.record({ cap: fc.integer({ min: 1, max: 20 }) }),
);

export const halfLives: fc.Arbitrary<Decay> = fc.record({
  type: fc.constant('half-life' as const),
  days: fc.integer({ min: 1, max: 90 }),
});

const windows: fc.Arbitrary<Decay> = fc.record({
  type: fc.constant('window' as const),
  days: fc.integer({ min: 1, max: 120 }),
});

const weights = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0.5, 0.1, -2.5));

/** Models with 1 to 6 signals, keys `s0`, `s1`, … */
export const models = (
  decays: fc.Arbitrary<Decay> = fc.oneof(halfLives, windows),
): fc.Arbitrary<ScoreModel> =>
  fc
    .record({
      decay: decays,
      target: fc.integer({ min: 1, max: 500 }),
      parts: fc.array(fc.record({ weight: weights, perDay: perDays }), { minLength: 1, maxLength: 6 }),
    })
    .map(({ decay, target, parts }) => ({
      name: 'any',
      decay,
      target,
      signals: parts.map((part, i) => ({ key: `s${i}`, event: `Event ${i}`, ...part })),
    }));

/** Whole counts of the signals `s0` to `s6` (the last is in no model) within 200 days before `today` and 5 after it. */
export const countsBefore = (today: number, latest = 5): fc.Arbitrary<DailyCount[]> =>
  fc.array(
    fc.record({
      day: fc.integer({ min: today - 200, max: today + latest }).map(toDayString),
      signal: fc.integer({ min: 0, max: 6 }).map((i) => `s${i}`),
      count: fc.integer({ min: -5, max: 40 }),
    }),
    { maxLength: 60 },
  );
