import { defaultModel } from '@ardent/core';
import { expect, test, vi } from 'vitest';
import type { ProfileId } from '../storage/project-storage.ts';
import type { RowsState, ScoreCounts } from '../storage/score-reads.ts';
import { createRankedScores, type RankedScoresTools } from './ranked-scores.ts';

const NOW = 1_772_452_800_000;
const TODAY = '2026-03-02';
const model = { modelId: 'main', version: 1, definition: defaultModel(), signalIds: [] };
const owner = { profileId: 'p' as ProfileId, score: 50, isMember: true };

/** Rows of ten other people, half of them below the owner, that are as far as `state` says. */
function rankedWith(state: Partial<RowsState>, settle: () => Promise<void>) {
  const counts: ScoreCounts = {
    rowsDay: TODAY,
    waitingSince: null,
    waiting: 0,
    ...state,
    total: 10,
    below: [5, 5],
  };
  const countScores = vi.fn(async () => counts);
  const reader = { findModel: async () => model, countScores } as unknown as RankedScoresTools['reader'];
  const ranked = createRankedScores({ reader, settle, today: () => TODAY, now: () => NOW });
  return { countScores, ask: () => ranked.standingOf(owner, { model, day: TODAY } as never) };
}

test('nobody waits for a busy writer to learn where they stand, nor keeps it busier', async () => {
  const settle = vi.fn(() => new Promise<void>(() => undefined));
  const { ask } = rankedWith({ waitingSince: NOW - 8_000, waiting: 20_000 }, settle);
  expect(await ask()).toEqual({ percentile: 0.5, among: 11 });
  expect(settle).not.toHaveBeenCalled();
});

test.each([
  ['a few people wait for long', { waitingSince: NOW - 60_000, waiting: 20 }],
  ['the rows are yesterday’s', { rowsDay: '2026-03-01', waitingSince: NOW - 60_000, waiting: 20_000 }],
])('%s: the rows are written first', async (_, state) => {
  const settle = vi.fn(async () => undefined);
  const { ask, countScores } = rankedWith(state as Partial<RowsState>, settle);
  await ask();
  expect(settle).toHaveBeenCalledTimes(1);
  expect(countScores).toHaveBeenCalledTimes(2);
});

test('rows that are fresh are read as they are', async () => {
  const settle = vi.fn(async () => undefined);
  const { ask } = rankedWith({ waitingSince: NOW - 1_000, waiting: 20 }, settle);
  expect(await ask()).toEqual({ percentile: 0.5, among: 11 });
  expect(settle).not.toHaveBeenCalled();
});

test('nobody waits for rows that take long to build', async () => {
  const settle = vi.fn(() => new Promise<void>(() => undefined));
  const reader = {
    findModel: async () => model,
    countScores: async () => undefined,
    listRanked: async () => undefined,
    findRowsProgress: async () => ({ ratio: 0.25, beganAt: NOW - 3_000 }),
  } as unknown as RankedScoresTools['reader'];
  const ranked = createRankedScores({ reader, settle, today: () => TODAY, now: () => NOW });
  expect(await ranked.standingOf(owner, { model, day: TODAY } as never)).toBeNull();
  await expect(ranked.listRanked({ model } as never)).rejects.toMatchObject({
    code: 'scores_not_ready',
    retryAfterSeconds: 9,
  });
  expect(settle).not.toHaveBeenCalled();
});
