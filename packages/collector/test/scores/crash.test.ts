import { setImmediate } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { PUBLISH } from '../storage/contract/publish-request.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

function countIn(path: string, sql: string): number {
  const db = new SqliteDatabase(path, { readonly: true });
  const count = Number(db.prepare(sql).pluck().get());
  db.close();
  return count;
}

const visits = (people: number) =>
  Array.from({ length: people }, (_, n) => item({ userId: `u${n}`, messageId: `m-${n}` }));

test('a version whose rows a crash left half built is published with everybody', async () => {
  // More than one step takes.
  const people = 2_500;
  let project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.append(visits(people));
  await project.writer.settleScores();
  const published = project.writer.publishModel(PUBLISH).catch(() => undefined);
  const half = `SELECT count(*) FROM score_row WHERE score_set =
    (SELECT id FROM score_set WHERE version = 2 AND state = 'building')`;
  while (countIn(project.path, half) === 0) await setImmediate();
  project = await project.crash();
  await published;
  expect(countIn(project.path, half)).toBeLessThan(people);
  await expect
    .poll(async () => (await project.reader.findModel())?.version, { timeout: 60_000, interval: 20 })
    .toBe(2);
  await project.writer.settleScores();
  const model = (await project.reader.findModel()) ?? expect.unreachable();
  const count = { model, day: '2026-03-02', group: 'known', below: [] } as const;
  expect(await project.reader.countScores(count)).toMatchObject({ total: people });
  expect(countIn(project.path, "SELECT count(*) FROM score_set WHERE state = 'live'")).toBe(1);
});

test('what came while rows were written waits for the next time, a crash between them or not', async () => {
  // Three whole steps, so that the last has no room for who comes between.
  const people = 1_500;
  let project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.settleScores();
  await project.writer.append(visits(people));
  const written = project.writer.settleScores();
  while (countIn(project.path, 'SELECT count(*) FROM score_row') === 0) await setImmediate();
  const late = item({ userId: 'u0', messageId: 'late', timestamp: NOON - DAY_MS });
  await project.writer.append([late]);
  await written;
  expect(countIn(project.path, 'SELECT count(*) FROM score_row')).toBe(people);
  project = await project.crash();
  await project.writer.settleScores();
  const { reader } = project;
  const model = (await reader.findModel()) ?? expect.unreachable();
  const [first] =
    (
      await reader.listRanked({
        model,
        day: '2026-03-02',
        filter: { kind: 'known' },
        sort: { field: 'score', descending: true },
        limit: 1,
      })
    )?.rows ?? [];
  expect(first?.profile.userId).toBe('u0');
});

test('what waited for two times in a row is journaled each time', async () => {
  let project = openScoredProject();
  onTestFinished(() => project.destroy());
  for (const daysAgo of [0, 1, 2]) {
    await project.writer.append([item({ userId: 'u1', timestamp: NOON - daysAgo * DAY_MS })]);
    if (daysAgo < 2) await project.writer.settleScores();
  }
  project = await project.crash();
  await expectRows(project);
});
