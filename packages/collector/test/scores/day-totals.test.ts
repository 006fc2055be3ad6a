import { bandOf, computeScore, rounded, toDayNumber, toDayString } from '@ardent/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { labelCounts } from '../../src/scoring/label-counts.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { createDayTotals } from '../../src/sqlite/project/scores/day-totals.ts';
import type { DayTotalContent } from '../../src/storage/score-reads.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const TODAY = '2026-03-02';
const TOMORROW = '2026-03-03';
// The default model's thirty half-lives.
const WEEKS_KEPT = 60;
const PATIENCE = { timeout: 60_000, interval: 50 };

let lastMessage = 0;

async function visit(project: ScoredProject, userId: string, day: string): Promise<void> {
  const { now } = project.clock;
  const message = { userId, messageId: `m-${++lastMessage}`, timestamp: Date.parse(`${day}T09:00:00Z`) };
  await project.writer.append([item(message, { receivedAt: now })]);
  await project.writer.settleScores();
}

async function totalOf({ reader }: ScoredProject, day: string): Promise<DayTotalContent | null | undefined> {
  const totals = await reader.listDayTotals({ modelId: 'main', from: day, to: day });
  return totals[0]?.content;
}

/** By core, from everybody's counts up to the day. */
async function expectedTotal({ reader }: ScoredProject, day: string): Promise<object> {
  const model = (await reader.findModel()) ?? expect.unreachable();
  const scores: number[] = [];
  for (const { profileId } of await reader.listProfiles({ kind: 'known' }, { limit: 100 })) {
    const counts = labelCounts(await reader.listCounts(profileId, { to: day }), model);
    if (counts.length > 0) scores.push(computeScore(model.definition, counts, day).score);
  }
  const bands: Record<string, number> = {};
  for (const score of scores) {
    const band = bandOf(rounded(score), model.definition.bands);
    bands[band] = (bands[band] ?? 0) + 1;
  }
  const sum = scores.reduce((total, score) => total + score, 0);
  return { profiles: scores.length, scoreSum: expect.closeTo(sum, 9), bands };
}

test('a day has totals once it is over, and new ones when late events touch it', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  for (const userId of ['anna', 'anna', 'bert', 'carl']) await visit(project, userId, TODAY);
  expect(await totalOf(project, TODAY)).toBeUndefined();
  project.clock.now = NOON + DAY_MS;
  await visit(project, 'dora', TOMORROW);
  await vi.waitFor(async () => expect(await totalOf(project, TODAY)).toBeTruthy(), PATIENCE);
  const first = await totalOf(project, TODAY);
  expect(first).toMatchObject(await expectedTotal(project, TODAY));
  expect(first?.profiles).toBe(3);
  expect(first?.distribution.reduce((sum, count) => sum + count, 0)).toBe(3);
  await visit(project, 'erik', TODAY);
  await vi.waitFor(async () => expect((await totalOf(project, TODAY))?.profiles).toBe(4), PATIENCE);
  expect(await totalOf(project, TODAY)).toMatchObject(await expectedTotal(project, TODAY));
  expect(await totalOf(project, TOMORROW)).toBeUndefined();
}, 180_000);

test('who opted out is in no totals', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  for (const userId of ['anna', 'bert']) await visit(project, userId, TODAY);
  await project.writer.append([item({ type: 'identify', userId: 'bert', optOut: true })]);
  project.clock.now += DAY_MS;
  await project.writer.settleScores();
  await vi.waitFor(async () => expect((await totalOf(project, TODAY))?.profiles).toBe(1), PATIENCE);
}, 180_000);

test('a day that changes while its totals are computed stays due', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  await visit(project, 'anna', TODAY);
  const models = await project.reader.listModels();
  await project.writer.close();
  const db = openDatabase(project.path);
  onTestFinished(() => void db.close());
  const totals = createDayTotals(db, (timeMs) => Math.floor(timeMs / DAY_MS));
  const today = toDayNumber(TODAY);
  totals.close(models, { from: today, to: today + 1 });
  for (const changesMeanwhile of [true, false]) {
    const step = totals.begin(models);
    step(1);
    if (changesMeanwhile) totals.touch(today);
    totals.flush();
    while (step(1).isMore);
    expect(totals.isAnyDue()).toBe(changesMeanwhile);
  }
});

test('totals go with the counts of their day, and are not computed of what is left', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { clock, reader, writer } = project;
  await visit(project, 'anna', TODAY);
  for (let weeks = 0; weeks < WEEKS_KEPT + 1; weeks++) {
    clock.now += 7 * DAY_MS;
    await writer.retire();
  }
  await visit(project, 'bert', toDayString(Math.floor(clock.now / DAY_MS)));
  clock.now += DAY_MS;
  await writer.settleScores();
  const firstKept = await reader.firstKeptDay(clock.now - DAY_MS);
  expect(firstKept > TODAY).toBe(true);
  const listAll = () => reader.listDayTotals({ modelId: 'main', from: TODAY, to: '2030-01-01' });
  await vi.waitFor(
    async () => expect((await listAll()).filter(({ content }) => content === null)).toEqual([]),
    PATIENCE,
  );
  const totals = await listAll();
  expect(totals.at(0)?.day).toBe(firstKept);
  expect(totals.at(-1)?.content?.profiles).toBe(2);
}, 180_000);
