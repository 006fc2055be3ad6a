import { computeScore, type ScoreModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { toSignalStandings } from './signal-standing.ts';

const signal = (key: string, weight: number) => ({ key, event: key, weight, perDay: 'linear' as const });
const MODEL: ScoreModel = {
  name: 'M',
  decay: { type: 'window', days: 10 },
  target: 10,
  signals: [signal('unused', 1), signal('stopped', 1), signal('used', 2), signal('tickets', -3)],
};
const TODAY = '2026-06-30';
const COUNTS = [
  { day: '2026-05-01', signal: 'stopped', count: 40 },
  { day: '2026-06-01', signal: 'stopped', count: 2 },
  { day: '2026-06-20', signal: 'used', count: 1 },
  { day: '2026-06-29', signal: 'used', count: 4 },
  { day: '2026-06-30', signal: 'tickets', count: 1 },
  { day: '2026-06-30', signal: 'unused', count: 0 },
];

const standings = () => toSignalStandings(computeScore(MODEL, COUNTS, TODAY), COUNTS, TODAY);

test('the largest contribution comes first, never used last', () => {
  expect(standings().map(({ signal: key, state }) => [key, state])).toEqual([
    ['used', 'active'],
    ['tickets', 'active'],
    ['stopped', 'stopped'],
    ['unused', 'never'],
  ]);
});

test('stopped and never used both bring nothing, and are told apart by the last day', () => {
  const [, , stopped, never] = standings();
  expect([stopped?.score, stopped?.lastDay]).toEqual([0, '2026-06-01']);
  expect([never?.score, never?.lastDay]).toEqual([0, null]);
});

test('shares are of all that moves the score, up or down, and add up to 1', () => {
  const shares = standings().map(({ shareRatio }) => shareRatio);
  expect(shares[0]).toBeCloseTo(80 / 110, 12);
  expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});

test('without any counts all shares are 0', () => {
  const all = toSignalStandings(computeScore(MODEL, [], TODAY), [], TODAY);
  expect(all.map(({ shareRatio, state }) => [shareRatio, state])).toEqual(Array(4).fill([0, 'never']));
});
