import type { ScoreModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { describeModelChange } from './describe-model-change.ts';

const signal = (key: string, event: string, weight: number) => ({
  key,
  event,
  weight,
  perDay: 'log' as const,
});
const before: ScoreModel = {
  name: 'Ours',
  decay: { type: 'half-life', days: 14 },
  target: 100,
  signals: [
    signal('reports', 'Report Viewed', 3),
    signal('invites', 'Invite Sent', 10),
    signal('any', '*', 1),
  ],
};

test('says nothing of what is the same', () => {
  expect(describeModelChange(before, structuredClone(before))).toEqual([]);
});

test('names weights, signals that are new or gone, decay, target, bands and name', () => {
  const after: ScoreModel = {
    name: 'Theirs',
    decay: { type: 'window', days: 30 },
    target: 120.5,
    signals: [
      signal('reports', 'Report Viewed', 5),
      { ...signal('any', '*', 1), perDay: { cap: 1 } },
      { ...signal('paid', 'Invoice Paid', 0.5), measure: { sum: 'properties.total' } },
    ],
    bands: [{ key: 'cold' }, { key: 'hot', from: 50 }],
  };
  expect(describeModelChange(before, after)).toEqual([
    'Name “Ours” → “Theirs”',
    'Report Viewed 3 → 5',
    'Any, a day counts: more in one day counts, but ever less → once a day at most',
    'Paid: new, weight 0.5',
    'Invite Sent: gone, was weight 10',
    'Decay: half-life of 14 days → window of 30 days',
    'Target 100 → 120.5',
    expect.stringMatching(/^Bands: Churn risk, Dormant from 0, .* → Cold, Hot from 50$/),
  ]);
});

test('names what a signal measures', () => {
  const [first, ...rest] = before.signals;
  const after = {
    ...before,
    signals: [
      { ...signal('reports', 'Report Viewed', 3), ...first, where: { 'properties.kind': 'sales' } },
      ...rest,
    ],
  };
  expect(describeModelChange(before, after)).toEqual([
    'Reports, measures: “Report Viewed” → “Report Viewed” where properties.kind is sales',
  ]);
});
