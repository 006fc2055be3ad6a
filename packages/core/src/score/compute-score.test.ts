import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../invalid-input-error.ts';
import type { ScoreModel } from '../model/score-model.ts';
import { computeScore } from './compute-score.ts';

const model: ScoreModel = {
  name: 'worked example',
  decay: { type: 'half-life', days: 14 },
  target: 50,
  signals: [
    { key: 'reports', event: 'Report Viewed', weight: 3, perDay: 'log', dimension: 'depth' },
    { key: 'active_days', event: '*', weight: 5, perDay: { cap: 1 } },
    { key: 'tickets', event: 'Ticket Created', weight: -4, perDay: 'linear' },
  ],
};

test('a worked example', () => {
  const score = computeScore(
    model,
    [
      { day: '2026-03-01', signal: 'reports', count: 7 },
      { day: '2026-03-01', signal: 'active_days', count: 12 },
      { day: '2026-02-15', signal: 'active_days', count: 1 },
      { day: '2026-02-15', signal: 'tickets', count: 1 },
      { day: '2026-02-15', signal: 'tickets', count: 1 },
    ],
    '2026-03-01',
  );
  expect(score).toEqual({
    raw: 3 * 3 + 5 * 1.5 - 8 * 0.5,
    score: 25,
    rounded: 25,
    band: 'very_disengaged',
    contributions: [
      { signal: 'reports', dimension: 'depth', weight: 3, points: 9, score: 18 },
      { signal: 'active_days', dimension: null, weight: 5, points: 7.5, score: 15 },
      { signal: 'tickets', dimension: null, weight: -4, points: -4, score: -8 },
    ],
    trend: { d7: 25 - -3 * Math.SQRT1_2 * 2, d28: 25 },
    momentum: expect.any(Number),
    momentumState: 'steady',
  });
});

test('someone without counts is dormant, with every signal at 0', () => {
  const score = computeScore(model, [], '2026-03-01');
  expect(score).toMatchObject({
    raw: 0,
    score: 0,
    rounded: 0,
    band: 'dormant',
    momentum: 0,
    momentumState: 'none',
  });
  expect(score.contributions.map(({ points }) => points)).toEqual([0, 0, 0]);
});

describe('wrong input is refused by field, value and remedy', () => {
  const row = { day: '2026-03-01', signal: 'reports', count: 1 };
  const withModel = (part: object) => () =>
    computeScore({ ...model, ...part } as ScoreModel, [], '2026-03-01');
  const withRow = (part: unknown) => () =>
    computeScore(
      model,
      [row, typeof part === 'object' ? { ...row, ...part } : part] as (typeof row)[],
      '2026-03-01',
    );

  test.each([
    [
      withModel({ decay: { type: 'half-life', days: -3 } }),
      'model.decay.days must be a whole number of days, at least 1, got -3',
    ],
    [
      withModel({ decay: { type: 'window', days: 1.5 } }),
      'model.decay.days must be a whole number of days, at least 1, got 1.5',
    ],
    [
      withModel({ decay: { type: 'halflife', days: 3 } }),
      `model.decay.type must be 'half-life' or 'window', got "halflife"`,
    ],
    [withModel({ decay: undefined }), 'model.decay must be an object {type, days}, got nothing'],
    [withModel({ target: 0 }), 'model.target must be a number above 0, got 0'],
    [withModel({ target: Number.NaN }), 'model.target must be a number above 0, got NaN'],
    [withModel({ signals: undefined }), 'model.signals must be a list of signals, got nothing'],
    [
      withModel({ signals: [{ ...model.signals[0], weight: Infinity }] }),
      'model.signals[0].weight must be a finite number, got Infinity',
    ],
    [
      withModel({ signals: [{ ...model.signals[0], perDay: 'sqrt' }] }),
      `model.signals[0].perDay must be 'linear', 'log' or {cap: a number above 0}, got "sqrt"`,
    ],
    [
      withModel({ signals: [{ ...model.signals[0], perDay: { cap: 0 } }] }),
      `model.signals[0].perDay must be 'linear', 'log' or {cap: a number above 0}, got an object`,
    ],
    [
      withModel({ signals: [model.signals[0], model.signals[0]] }),
      'model.signals[1].key must be unique in its model, got "reports"',
    ],
    [
      withModel({ signals: [null] }),
      'model.signals[0] must be a signal {key, event, weight, perDay}, got null',
    ],
    [withModel({ bands: 5 }), 'model.bands must be a list of at least one band, got 5'],
    [
      withModel({ bands: [{ key: 'a' }, null] }),
      'model.bands[1].from must be a number above the edge before it, got nothing',
    ],
    [withModel({ bands: [] }), 'model.bands must be a list of at least one band, got an empty list'],
    [
      withModel({ bands: [{ key: 'a', from: 1 }] }),
      'model.bands[0].from must be absent: the first band has no lower edge, got 1',
    ],
    [
      withModel({ bands: [{ key: 'a' }, { key: 'b' }] }),
      'model.bands[1].from must be a number above the edge before it, got nothing',
    ],
    [
      withModel({ bands: [{ key: 'a' }, { key: 'b', from: 5 }, { key: 'c', from: 5 }] }),
      'model.bands[2].from must be a number above the edge before it, got 5',
    ],
    [
      () => computeScore(null as unknown as ScoreModel, [], '2026-03-01'),
      'model must be a score model, got null',
    ],
    [
      () => computeScore(model, undefined as unknown as [], '2026-03-01'),
      'counts must be a list of {day, signal, count}, got nothing',
    ],
    [() => computeScore(model, [], '2026-02-30'), 'day must be a date written YYYY-MM-DD, got "2026-02-30"'],
    [withRow({ day: '1 March' }), 'counts[1].day must be a date written YYYY-MM-DD, got "1 March"'],
    [withRow({ count: Number.NaN }), 'counts[1].count must be a number of at most 1e+50 in size, got NaN'],
    [withRow({ count: '3' }), 'counts[1].count must be a number of at most 1e+50 in size, got "3"'],
    [withRow(7), 'counts[1] must be an object {day, signal, count}, got 7'],
  ])('%#', (call, message) => {
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });
});
