import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../invalid-input-error.ts';
import type { ScoreModel } from '../model/score-model.ts';
import { computeAccountScore } from './compute-account-score.ts';
import type { AccountMember } from './score.ts';

const model: ScoreModel = {
  name: 'account',
  decay: { type: 'window', days: 30 },
  target: 10,
  signals: [{ key: 's', event: 'Used', weight: 1, perDay: 'linear' }],
};
const day = '2026-03-01';

const member = (id: string, count: number, lastActiveDay?: string): AccountMember => ({
  id,
  counts: [{ day, signal: 's', count }],
  ...(lastActiveDay !== undefined && { lastActiveDay }),
});

test('a worked example: three healthy people of five seats are a healthy account', () => {
  const members = [member('a', 10, day), member('b', 10, day), member('c', 10, day)];
  expect(computeAccountScore(model, members, day, { seats: 5 })).toEqual({
    score: 100,
    rounded: 100,
    band: 'highly_engaged',
    seats: 5,
    activeShare: 0.6,
    topUserShare: 1 / 3,
    singleThreaded: false,
  });
});

test('one enthusiast counts for two at most, someone lost in full', () => {
  const account = computeAccountScore(model, [member('a', 500, day), member('b', -30, day)], day, {
    seats: 2,
    healthyShare: 1,
  });
  expect(account.score).toBe((100 * (2 - 3)) / 2);
  expect(account.topUserShare).toBe(1);
});

test('seats are the members active in the last 90 days where none are given', () => {
  const members = [
    member('a', 1, day),
    member('b', 1, '2025-12-02'),
    member('c', 1, '2025-12-01'),
    member('d', 1, '2026-03-02'),
    member('e', 1),
  ];
  expect(computeAccountScore(model, members, day).seats).toBe(2);
  expect(computeAccountScore(model, [], day)).toMatchObject({
    seats: 1,
    score: 0,
    band: 'dormant',
    topUserShare: 0,
    activeShare: 0,
  });
});

test('single-threaded from three seats on, above 60 %', () => {
  const members = [member('a', 7, day), member('b', 3, day)];
  expect(computeAccountScore(model, members, day, { seats: 2 }).singleThreaded).toBe(false);
  expect(computeAccountScore(model, members, day, { seats: 3 }).singleThreaded).toBe(true);
  expect(
    computeAccountScore(model, [member('a', 6, day), member('b', 4, day)], day, { seats: 3 }).singleThreaded,
  ).toBe(false);
});

test('a share of exactly 60 % is not above it, whatever the rounding errors', () => {
  const account = computeAccountScore(model, [member('a', 0.1 + 0.2, day), member('b', 0.2, day)], day, {
    seats: 3,
  });
  expect(account.topUserShare).toBeGreaterThan(0.6);
  expect(account.singleThreaded).toBe(false);
});

describe('wrong input is refused', () => {
  test.each([
    [
      () => computeAccountScore(model, [null] as unknown as AccountMember[], day),
      'members must be a list of {id, counts, lastActiveDay}, got a list of 1',
    ],
    [
      () => computeAccountScore(model, [], day, { seats: 0 }),
      'seats must be a whole number, at least 1, got 0',
    ],
    [
      () => computeAccountScore(model, [], day, { seats: 2.5 }),
      'seats must be a whole number, at least 1, got 2.5',
    ],
    [
      () => computeAccountScore(model, [], day, { healthyShare: 0 }),
      'healthyShare must be a number above 0 and at most 1, got 0',
    ],
    [
      () => computeAccountScore(model, [], day, { healthyShare: Number.NaN }),
      'healthyShare must be a number above 0 and at most 1, got NaN',
    ],
    [
      () => computeAccountScore(model, [member('a', 1, 'yesterday')], day),
      'members[0].lastActiveDay must be a date written YYYY-MM-DD, got "yesterday"',
    ],
    [
      () => computeAccountScore(model, [member('a', 1), member('b', Number.NaN)], day),
      'members[1].counts[0].count must be a number of at most 1e+50 in size, got NaN',
    ],
  ])('%#', (call, message) => {
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });
});
