import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { models } from '../../test/arbitraries.ts';
import { computeScore } from '../score/compute-score.ts';
import { defaultModel } from './default-model.ts';
import type { ModelProblem } from './model-problems.ts';
import { parseModel } from './parse-model.ts';

const whole = {
  name: 'Main',
  decay: { type: 'half-life', days: 14 },
  target: 75,
  signals: [
    { key: 'active_days', event: '*', weight: 5, perDay: { cap: 1 }, dimension: 'frequency' },
    { key: 'paid', event: 'Paid', weight: 0.1, perDay: 'linear', measure: { sum: 'properties.amount' } },
    {
      key: 'pro_reports',
      event: 'Report Viewed',
      weight: -2.5,
      perDay: 'log',
      measure: { distinct: 'properties.report.id' },
      where: { 'properties.plan': ['pro', 'team'], 'context.device': 'mobile', 'properties.trial': false },
    },
  ],
  bands: [{ key: 'cold' }, { key: 'warm', from: 10 }, { key: 'hot', from: 70 }],
};

function problemsOf(value: unknown): ModelProblem[] {
  const parsed = parseModel(value);
  return parsed.ok ? expect.fail('was taken') : parsed.problems;
}

const [activeDays, paid] = whole.signals;
const withSignal = (part: object) => ({ ...whole, signals: [{ ...activeDays, ...part }] });

test('a whole model comes back as it was, and shares nothing with its source', () => {
  const source = structuredClone(whole);
  const parsed = parseModel(source);
  expect(parsed).toEqual({ ok: true, model: whole });
  for (const signal of source.signals) Object.assign(signal, { perDay: 0, where: 0, measure: 0 });
  source.bands.pop();
  expect(parsed).toEqual({ ok: true, model: whole });
});

test('what it takes, a score can be computed with', () => {
  fc.assert(
    fc.property(models(), (model) => {
      const parsed = parseModel(JSON.parse(JSON.stringify(model)));
      expect(parsed).toEqual({ ok: true, model });
      expect(computeScore(model, [], '2026-03-01').score).toBe(0);
    }),
  );
});

test('parsing again changes nothing', () => {
  expect(parseModel(defaultModel())).toEqual({ ok: true, model: defaultModel() });
});

test('all problems are said at once', () => {
  const problems = problemsOf({
    name: ' ',
    decay: { type: 'halflife', days: 0 },
    taget: 75,
    signals: [{ key: 'a b', event: '', wieght: 1, perDay: { cap: 0 } }, 7],
    bands: [{ key: 'a', from: 1 }, { key: 'a' }],
  });
  expect(problems.map(({ path }) => path)).toEqual([
    'taget',
    'name',
    'decay.type',
    'decay.days',
    'target',
    'signals[0].wieght',
    'signals[0].key',
    'signals[0].event',
    'signals[0].weight',
    'signals[0].perDay.cap',
    'signals[1]',
    'bands[0].from',
    'bands[1].from',
    'bands[1].key',
  ]);
});

describe('each problem has its path, the value found and what to write', () => {
  test.each<[unknown, string, string]>([
    [null, '', 'must be an object with name, decay, target, signals, bands, got null'],
    [[whole], '', 'must be an object with name, decay, target, signals, bands, got a list of 1'],
    [{ ...whole, taget: 1 }, 'taget', 'is not known here: did you mean target?'],
    [{ ...whole, colour: 1 }, 'colour', 'is not known here: use name, decay, target, signals, bands'],
    [
      JSON.parse(`{"__proto__":1,${JSON.stringify(whole).slice(1)}`),
      '__proto__',
      'is not known here: use name, decay, target, signals, bands',
    ],
    [
      { ...whole, name: 'x'.repeat(101) },
      'name',
      `must be a text of 1 to 100 characters, valid Unicode without NUL, got "${'x'.repeat(60)}"… (101 characters)`,
    ],
    [
      { ...whole, name: 'a\0' },
      'name',
      'must be a text of 1 to 100 characters, valid Unicode without NUL, got "a\\u0000"',
    ],
    [{ ...whole, decay: 14 }, 'decay', 'must be an object with type, days, got 14'],
    [
      { ...whole, decay: { type: 'window', days: 1.5 } },
      'decay.days',
      'must be a whole number of days from 1 to 3650, got 1.5',
    ],
    [
      { ...whole, decay: { type: 'window', days: 3651 } },
      'decay.days',
      'must be a whole number of days from 1 to 3650, got 3651',
    ],
    [
      { ...whole, decay: { type: 'window', days: '30' } },
      'decay.days',
      'must be a whole number of days from 1 to 3650, got "30"',
    ],
    [
      { ...whole, target: 0 },
      'target',
      'must be a number above 0: the raw value of a healthy customer, got 0',
    ],
    [
      { ...whole, target: JSON.parse('1e999') },
      'target',
      'must be a number above 0: the raw value of a healthy customer, got Infinity',
    ],
    [{ ...whole, signals: [] }, 'signals', 'must be a list of 1 to 200 signals, got an empty list'],
    [{ ...whole, signals: {} }, 'signals', 'must be a list of 1 to 200 signals, got an object'],
    [
      { ...whole, signals: new Array(201).fill(activeDays) },
      'signals',
      'must be a list of 1 to 200 signals, got a list of 201',
    ],
    [
      { ...whole, signals: [activeDays, { ...paid, key: 'active_days' }] },
      'signals[1].key',
      'must be unique in its model, got "active_days"',
    ],
    [
      withSignal({ key: '_x' }),
      'signals[0].key',
      'must be a label of 1 to 64 letters, digits, _, - and ., beginning with a letter or digit, got "_x"',
    ],
    [
      withSignal({ key: 'x'.repeat(65) }),
      'signals[0].key',
      `must be a label of 1 to 64 letters, digits, _, - and ., beginning with a letter or digit, got "${'x'.repeat(60)}"… (65 characters)`,
    ],
    [
      withSignal({ event: 'x'.repeat(201) }),
      'signals[0].event',
      `must be a text of 1 to 200 characters, valid Unicode without NUL, got "${'x'.repeat(60)}"… (201 characters)`,
    ],
    [
      withSignal({ weight: '3' }),
      'signals[0].weight',
      'must be a number, below 0 for what speaks against a customer, got "3"',
    ],
    [
      withSignal({ perDay: 'sqrt' }),
      'signals[0].perDay',
      `must be 'linear', 'log' or {"cap": a number above 0}, got "sqrt"`,
    ],
    [withSignal({ perDay: { cap: -1 } }), 'signals[0].perDay.cap', 'must be a number above 0, got -1'],
    [
      withSignal({ perDay: { cap: 1, kap: 2 } }),
      'signals[0].perDay.kap',
      'is not known here: did you mean cap?',
    ],
    [
      withSignal({ measure: 'sum' }),
      'signals[0].measure',
      `must be 'count', {"sum": "properties.…"} or {"distinct": "properties.…"}, got "sum"`,
    ],
    [
      withSignal({ measure: { sum: 'properties.a', distinct: 'properties.a' } }),
      'signals[0].measure',
      `must be 'count', {"sum": "properties.…"} or {"distinct": "properties.…"}, got an object`,
    ],
    [
      withSignal({ measure: { sum: 'amount' } }),
      'signals[0].measure.sum',
      'must be a path such as properties.amount or context.path, of at most 200 characters, got "amount"',
    ],
    [
      withSignal({ measure: { distinct: 'traits.x.y' } }),
      'signals[0].measure.distinct',
      'must be a path such as properties.plan or context.path, of at most 200 characters, got "traits.x.y"',
    ],
    [
      withSignal({ measure: { distinct: 'context.page.path' } }),
      'signals[0].measure.distinct',
      'must be a path that is kept of a context: did you mean context.path?, got "context.page.path"',
    ],
    [
      withSignal({ measure: { distinct: 'context.sesionId' } }),
      'signals[0].measure.distinct',
      'must be a path that is kept of a context: did you mean context.sessionId?, got "context.sesionId"',
    ],
    [
      withSignal({ where: [] }),
      'signals[0].where',
      'must be an object such as {"properties.plan": ["pro", "team"]}, got an empty list',
    ],
    [
      withSignal({ where: { plan: 'pro' } }),
      'signals[0].where["plan"]',
      'must be a path such as properties.plan or context.path, of at most 200 characters, got "plan"',
    ],
    [
      withSignal({ where: { 'properties.plan': null } }),
      'signals[0].where["properties.plan"]',
      'must be a text, number, boolean, or a list of 1 to 100 of them, got null',
    ],
    [
      withSignal({ where: { 'properties.plan': [] } }),
      'signals[0].where["properties.plan"]',
      'must be a text, number, boolean, or a list of 1 to 100 of them, got an empty list',
    ],
    [
      withSignal({ where: { 'properties.plan': ['pro', {}] } }),
      'signals[0].where["properties.plan"]',
      'must be a text, number, boolean, or a list of 1 to 100 of them, got a list of 2',
    ],
    [
      withSignal({ dimension: '' }),
      'signals[0].dimension',
      'must be a text of 1 to 64 characters, valid Unicode without NUL, got ""',
    ],
    [{ ...whole, bands: [] }, 'bands', 'must be a list of 1 to 50 bands, got an empty list'],
    [
      { ...whole, bands: [{ key: 'a', from: 0 }] },
      'bands[0].from',
      'must be absent: the first band has no lower edge, got 0',
    ],
    [
      { ...whole, bands: [{ key: 'a' }, { key: 'b', from: 0.5 }] },
      'bands[1].from',
      'must be a whole number: the lowest rounded score of the band, got 0.5',
    ],
    [
      { ...whole, bands: [{ key: 'a' }, { key: 'b', from: 5 }, { key: 'c', from: 5 }] },
      'bands[2].from',
      'must be above 5, where the band before it starts, got 5',
    ],
    [
      { ...whole, bands: [{ key: 'a' }, { key: 'a', from: 5 }] },
      'bands[1].key',
      'must be unique in its model, got "a"',
    ],
    [{ ...whole, bands: [{ key: 'a' }, 5] }, 'bands[1]', 'must be an object with key, from, got 5'],
  ])('%#', (value, path, message) => {
    expect(problemsOf(value)).toEqual([{ path, message }]);
  });
});

test('whatever comes, it is answered', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record({ name: fc.string(), signals: fc.array(fc.anything()), bands: fc.anything() }),
      ),
      (value) => {
        const parsed = parseModel(value);
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
      },
    ),
  );
});
