import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilterValue, Signal, Where } from '../model/score-model.ts';
import { type SignalMeasure, signalDefinition } from './signal-definition.ts';

test('is made of event, filters and measure alone', () => {
  const signal: Signal = { key: 'a', event: 'Report Viewed', weight: 3, perDay: 'log', dimension: 'depth' };
  const other: Signal = { ...signal, key: 'b', weight: -1, perDay: { cap: 1 }, dimension: 'x' };
  expect(signalDefinition(other)).toBe(signalDefinition(signal));
});

describe('the same', () => {
  test.each<[string, SignalMeasure, SignalMeasure]>([
    ['no measure and count', { event: 'A' }, { event: 'A', measure: 'count' }],
    ['no filters and empty ones', { event: 'A' }, { event: 'A', where: {} }],
    [
      'a value and a list of it',
      { event: 'A', where: { 'properties.p': 1 } },
      { event: 'A', where: { 'properties.p': [1, 1] } },
    ],
  ])('%s', (_, one, other) => {
    expect(signalDefinition(one)).toBe(signalDefinition(other));
  });

  test('filters and their values in any order', () => {
    const values = fc.uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), {
      minLength: 1,
      maxLength: 5,
    });
    const wheres = fc.dictionary(
      fc.string().map((name) => `properties.${name}`),
      values,
      { noNullPrototype: true },
    );
    const reordered = wheres.chain((where) =>
      fc.tuple(
        fc.constant(where),
        fc
          .shuffledSubarray(Object.entries(where), { minLength: Object.keys(where).length })
          .map(
            (entries): Where =>
              Object.fromEntries(entries.map(([path, list]) => [path, [...list].reverse()])),
          ),
      ),
    );
    fc.assert(
      fc.property(reordered, ([where, other]) => {
        expect(signalDefinition({ event: '*', where })).toBe(signalDefinition({ event: '*', where: other }));
      }),
    );
  });
});

test('is another one for whatever measures something else', () => {
  const where = (filter: FilterValue | FilterValue[]) => ({ event: 'A', where: { 'properties.p': filter } });
  const measures: SignalMeasure[] = [
    { event: 'A' },
    { event: 'B' },
    { event: '*' },
    { event: 'A', measure: { sum: 'properties.p' } },
    { event: 'A', measure: { distinct: 'properties.p' } },
    { event: 'A', measure: { distinct: 'properties.q' } },
    where(1),
    where('1'),
    where(true),
    where('true'),
    where([1, 2]),
    where([]),
    { event: 'A', where: { 'properties.q': 1 } },
    { event: 'A', where: { 'properties.p': 1, 'properties.q': 1 } },
  ];
  expect(new Set(measures.map(signalDefinition)).size).toBe(measures.length);
});
