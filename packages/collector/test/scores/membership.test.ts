import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { ScoreGroup } from '../../src/storage/score-reads.ts';
import { PUBLISH } from '../storage/contract/publish-request.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const TODAY = '2026-03-02';
const GROUPS: readonly ScoreGroup[] = ['all', 'known', 'recent'];

async function openWithTwo(): Promise<ScoredProject> {
  const project = openScoredProject();
  await project.writer.append([item({ userId: 'u1' }), item({ userId: 'u2' })]);
  await project.writer.settleScores();
  return project;
}

const optOut = (isOut: boolean, at: number) =>
  item({ type: 'identify', userId: 'u1', optOut: isOut, messageId: `o-${at}`, timestamp: at });

async function countGroups({ reader }: ScoredProject): Promise<(number | undefined)[]> {
  const model = (await reader.findModel()) ?? expect.unreachable();
  const counts = GROUPS.map((group) => reader.countScores({ model, day: TODAY, group, below: [] }));
  return (await Promise.all(counts)).map((one) => one?.total);
}

async function listUsers({ reader }: ScoredProject) {
  const model = (await reader.findModel()) ?? expect.unreachable();
  const page = await reader.listRanked({
    model,
    day: TODAY,
    filter: { kind: 'all' },
    sort: { field: 'score', descending: true },
    limit: 9,
  });
  return page?.rows.map(({ profile }) => profile.userId);
}

/** How many rows that are read are of profiles that opted out. */
function countOptedOut({ path }: ScoredProject): unknown {
  const db = new SqliteDatabase(path, { readonly: true });
  const rows = ['score_row', 'score_rank'].map((table) =>
    db
      .prepare(`SELECT count(*) FROM ${table} r JOIN profile p ON p.id = r.profile WHERE p.opted_out = 1
          AND r.score_set IN (SELECT id FROM score_set WHERE state = 'live')`)
      .pluck()
      .get(),
  );
  db.close();
  return rows;
}

test('who opts out leaves lists at once and rows with what is written next, stays out of new versions, and may come back', async () => {
  const project = await openWithTwo();
  onTestFinished(() => project.destroy());
  const { writer } = project;
  await writer.append([optOut(true, NOON - 2000)]);
  expect(await listUsers(project)).toEqual(['u2']);
  await expectRows(project);
  expect([await countGroups(project), countOptedOut(project)]).toEqual([
    [1, 1, 1],
    [0, 0],
  ]);
  await writer.publishModel(PUBLISH);
  expect(countOptedOut(project)).toEqual([0, 0]);
  await writer.append([item({ userId: 'u1', messageId: 'unmeasured' })]);
  await expectRows(project);
  expect([await countGroups(project), countOptedOut(project)]).toEqual([
    [1, 1, 1],
    [0, 0],
  ]);
  await writer.append([optOut(false, NOON - 1000)]);
  await expectRows(project);
  expect(await countGroups(project)).toEqual([2, 2, 2]);
});

test('who opts out while rows are built is in none of them', async () => {
  for (let ticks = 0; ticks < 8; ticks++) {
    const project = await openWithTwo();
    try {
      const published = project.writer.publishModel(PUBLISH);
      for (let n = 0; n < ticks; n++) await new Promise(setImmediate);
      await project.writer.append([optOut(true, NOON - 1000)]);
      await published;
      await expectRows(project);
      expect([await countGroups(project), countOptedOut(project)]).toEqual([
        [1, 1, 1],
        [0, 0],
      ]);
    } finally {
      await project.destroy();
    }
  }
});

test('a row that is made on the day counts whoever was active 89 days before it among the recently active, not 90', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { writer } = project;
  const active = (userId: string, daysAgo: number) =>
    item({ userId, timestamp: NOON - daysAgo * DAY_MS, messageId: userId });
  await writer.append([active('u1', 89), active('u2', 90)]);
  await expectRows(project);
  expect(await countGroups(project)).toEqual([2, 2, 1]);
  await writer.publishModel(PUBLISH);
  await expectRows(project);
  expect(await countGroups(project)).toEqual([2, 2, 1]);
});
