import { expect, test } from 'vitest';
import { computeScore } from '../score/compute-score.ts';
import { parseModel } from './parse-model.ts';
import { classicPreset, defaultPreset } from './presets.ts';

const signals = [
  { key: 'logins', event: 'Signed In', weight: 5 },
  { key: 'reports', event: 'Report Viewed', weight: 3, perDay: { cap: 2 } },
];

test('classic is the plain formula: weight times count over 30 days', () => {
  const model = classicPreset('Classic', [{ key: 'logins', event: 'Signed In', weight: 5 }]);
  const counts = [
    { day: '2026-03-01', signal: 'logins', count: 4 },
    { day: '2026-01-31', signal: 'logins', count: 3 },
    { day: '2026-01-30', signal: 'logins', count: 9 },
  ];
  expect(computeScore(model, counts, '2026-03-01').score).toBe(5 * (4 + 3));
});

test('both make models that parse, and leave what was given', () => {
  for (const model of [classicPreset('Classic', signals), defaultPreset('Default', signals, 80)]) {
    expect(parseModel(model)).toEqual({ ok: true, model });
    expect(model.signals[1]?.perDay).toEqual({ cap: 2 });
  }
  expect(classicPreset('Classic', signals).signals[0]?.perDay).toBe('linear');
  expect(defaultPreset('Default', signals, 80)).toMatchObject({
    decay: { type: 'half-life', days: 14 },
    target: 80,
    signals: [{ perDay: 'log' }, {}],
  });
});
