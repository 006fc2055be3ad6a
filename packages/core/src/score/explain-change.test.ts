import { expect, test } from 'vitest';
import { InvalidInputError } from '../invalid-input-error.ts';
import type { ScoreModel } from '../model/score-model.ts';
import { explainChange } from './explain-change.ts';

const model: ScoreModel = {
  name: 'v1',
  decay: { type: 'half-life', days: 7 },
  target: 50,
  signals: [
    { key: 'reports', event: 'Report Viewed', weight: 2, perDay: 'linear' },
    { key: 'invites', event: 'Invite Sent', weight: 5, perDay: 'linear' },
  ],
};
const reweighted: ScoreModel = {
  ...model,
  name: 'v2',
  signals: model.signals.map((signal) => ({ ...signal, weight: signal.weight * 2 })),
};
const counts = [
  { day: '2026-02-22', signal: 'reports', count: 10 },
  { day: '2026-03-01', signal: 'reports', count: 5 },
];

test('a worked example: old reports age, new ones come in, the weights double', () => {
  const change = explainChange(
    counts,
    { model, day: '2026-02-22' },
    { model: reweighted, day: '2026-03-01' },
  );
  expect(change).toEqual({
    signals: [
      { signal: 'reports', aged: -20, new: 20 },
      { signal: 'invites', aged: 0, new: 0 },
    ],
    version: 40,
    total: 40,
  });
});

test('nothing happens within one day under one model', () => {
  const point = { model, day: '2026-03-01' };
  expect(explainChange(counts, point, point)).toMatchObject({ version: 0, total: 0 });
});

test('days in the wrong order and models that are none are refused', () => {
  const call = () => explainChange(counts, { model, day: '2026-03-01' }, { model, day: '2026-02-28' });
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow('to.day must be 2026-03-01 or later, got "2026-02-28"');
  expect(() => explainChange([], { model, day: 'x' }, { model, day: 'y' })).toThrow(
    'from.day must be a date written YYYY-MM-DD, got "x"',
  );
  expect(() =>
    explainChange([], { model, day: '2026-03-01' }, { model: { ...model, target: -1 }, day: '2026-03-01' }),
  ).toThrow('to.model.target must be a number above 0, got -1');
});
