import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeAccountScore, computeScore, explainChange, toDayString } from '../src/index.ts';
import { numbersIn, scorings } from './scorings.ts';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

// Hundreds of inputs a property: slow where many tests share few processors.
describe('all scoring functions', { timeout: 30_000 }, () => {
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
