import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  computeScore,
  type DailyCount,
  explainChange,
  memoryDays,
  rollUpAccount,
  rounded,
  type ScoreModel,
  targetFromRecipe,
  toDayString,
} from '@ardent/core';
import { quantile } from 'simple-statistics';
import { expect, test } from 'vitest';
import { flapsIn } from '../../src/analysis/backtest-project.ts';
import { rollingOrigins } from '../../src/analysis/outcome-cases.ts';
import { marginOfError } from '../../src/analysis/preview.ts';
import { plattProbability } from '../../src/evaluation/statistics/platt-curve.ts';
import { explainAccountChange } from '../../src/scoring/accounts/explain-account-change.ts';
import { isSuspect } from '../../src/scoring/is-suspect.ts';
import { percentile } from '../../src/scoring/percentile.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/scoring.md'), 'utf8');
/** The bold numbers of a section. */
const toldIn = (heading: string) => {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/\*\*([−+]?[\d.]+)\*\*/g)].map(([, number]) => number);
};
const signed = (value: number, digits: number) =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

const model: ScoreModel = {
  name: 'Example',
  decay: { type: 'half-life', days: 14 },
  target: 20,
  signals: [
    { key: 'reports', event: 'Report Viewed', weight: 3, perDay: 'log' },
    { key: 'invites', event: 'Invite Sent', weight: 10, perDay: 'linear' },
  ],
};
const TODAY = 20_000;
const day = (daysAgo: number) => toDayString(TODAY - daysAgo);
const anna: DailyCount[] = [
  { day: day(0), signal: 'reports', count: 3 },
  { day: day(14), signal: 'invites', count: 1 },
];

test('the score', () => {
  const { score, band } = computeScore(model, anna, day(0));
  expect(toldIn('The score')).toEqual([score.toFixed(0)]);
  expect(band).toBe('somewhat_engaged');
});

test('trend and percentile', () => {
  const { trend } = computeScore(model, anna, day(0));
  const ratio = percentile({ below: 1, equal: 1, total: 3 }, true);
  expect(toldIn('Bands, trend, percentile')).toEqual([signed(trend.d7, 2), String(ratio)]);
});

test('momentum', () => {
  const counts = Array.from({ length: 60 }, (_, i) => ({ day: day(i + 7), signal: 'invites', count: 1 }));
  const [, invites] = model.signals;
  if (invites === undefined) expect.fail('the example has two signals');
  const once: ScoreModel = { ...model, signals: [{ ...invites, weight: 1 }] };
  const score = computeScore(once, counts, day(0));
  expect(toldIn('Momentum')).toEqual([signed(score.momentum, 2)]);
  expect([score.momentumState, score.rounded]).toEqual(['cooling', 69]);
});

test('why it moved', () => {
  const change = explainChange(anna, { model, day: day(7) }, { model, day: day(0) });
  const [reports, invites] = change.signals;
  expect(reports?.new).toBeCloseTo(30, 9);
  expect(toldIn('Why it moved')).toEqual([signed(invites?.aged ?? 0, 2), signed(change.total, 2)]);
});

test('accounts', () => {
  const account = rollUpAccount(model, [120, 80, 40, 250], { seats: 5 });
  expect(account).toMatchObject({ activeShare: 4 / 5, singleThreaded: false });
  const reports = (points: number, daysAgo: number) => [{ day: day(daysAgo), signalId: 1, amount: points }];
  const linear: ScoreModel = {
    name: 'Window',
    decay: { type: 'window', days: 90 },
    target: 100,
    signals: [{ key: 'reports', event: 'Report Viewed', weight: 1, perDay: 'linear' }],
  };
  const version = {
    modelId: 'main',
    isMain: true,
    version: 1,
    definition: linear,
    author: '',
    reason: '',
    createdAt: 0,
    publishedAt: 0,
    signalIds: [1],
    countedFrom: null,
  };
  const member = (userId: string, to: string | null) => ({
    profileId: userId as never,
    userId,
    stays: [{ from: day(50), to }],
  });
  const change = explainAccountChange(
    {
      account: { groupId: 'acme', traits: {}, firstSeenAt: 0, seats: [{ day: day(50), seats: 2 }] },
      members: [
        { member: member('anna', null), counts: [...reports(60, 20), ...reports(30, 2)] },
        { member: member('bert', day(5)), counts: reports(30, 20) },
      ],
    },
    { model: version, day: day(7) },
    { model: version, day: day(0) },
  );
  expect(change.total).toBeCloseTo(0, 9);
  expect(toldIn('Accounts')).toEqual([
    String(rounded(account.score)),
    account.topUserShare.toFixed(2),
    signed(change.members[0]?.change ?? 0, 0),
    signed(change.left[0]?.change ?? 0, 0),
  ]);
});

test('tracking trouble', () => {
  const [limit = ''] = toldIn('Tracking trouble is not disengagement');
  const weeks = [100, 110, 90, 105];
  expect(isSuspect(8, weeks)).toBe(true);
  expect([isSuspect(Number(limit), weeks), isSuspect(Number(limit) - 0.01, weeks)]).toEqual([false, true]);
});

test('setting the target', () => {
  expect(memoryDays(model.decay)).toBeCloseTo(20.7, 1);
  expect(toldIn('Setting the target')).toEqual([
    targetFromRecipe(model, { reports: { days: 12 }, invites: { days: 1 } }).toFixed(2),
    String(quantile([1, 2, 3, 4, 5], 0.75)),
  ]);
});

test('the margin of a preview', () => {
  expect(toldIn('Changing a model')).toEqual([(100 * marginOfError(1_000, 1_000_000)).toFixed(1)]);
  expect(marginOfError(50, 50)).toBe(0);
});

test('origins and flaps', () => {
  const origins = rollingOrigins(TODAY - 140, TODAY, 28);
  expect(origins).toEqual([112, 84, 56, 28].map((ago) => TODAY - ago));
  expect(flapsIn(['high', 'some', 'high', 'some'])).toBe(1);
  expect(flapsIn(['high', ...Array.from({ length: 8 }, () => 'some'), 'high'])).toBe(0);
  expect(toldIn('Judging a model')).toEqual([String(origins.length), ((1 / (10 * 90)) * 30).toFixed(3)]);
});

test('a probability', () => {
  const probability = plattProbability({ intercept: 3, slope: -0.8 }, 55);
  expect(toldIn('A probability')).toEqual([probability.toFixed(2)]);
});
