import { setImmediate } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { repairProjectFile } from '../../src/sqlite/project/verify-file.ts';
import { DAY_MS, item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

async function openWithPeople(): Promise<ScoredProject> {
  const project = openScoredProject();
  const items = Array.from({ length: 40 }, (_, n) =>
    item({ userId: `u${n % 9}`, messageId: `m-${n}`, type: 'page', event: 'Page Viewed' }),
  );
  await project.writer.append(items);
  await project.writer.settleScores();
  return project;
}

function run(path: string, sql: string): void {
  const db = new SqliteDatabase(path);
  db.exec(sql);
  db.close();
}

test('counts that were repaired have new rows at the next start', async () => {
  let project = await openWithPeople();
  onTestFinished(() => project.destroy());
  run(
    project.path,
    "UPDATE daily SET amount = amount + 5 WHERE profile < 4; UPDATE score_set SET state = 'building'",
  );
  project = await project.crash();
  // Rows are made of the wrong counts now.
  await project.writer.settleScores();
  await project.reader.close();
  await project.writer.close();
  expect(repairProjectFile(project.path).days).toHaveLength(1);
  project = await project.reopen();
  await expectRows(project);
});

test('a set whose build a crash ended is made again, and what was there of it goes', async () => {
  let project = await openWithPeople();
  onTestFinished(() => project.destroy());
  run(project.path, "UPDATE score_set SET state = 'building'");
  project = await project.crash();
  await expectRows(project);
  await expect
    .poll(() => countSets(project.path), { timeout: 60_000, interval: 20 })
    .toEqual({ sets: 1, ranked: 1, rows: 1, tallied: 1 });
});

function countSets(path: string): unknown {
  const db = new SqliteDatabase(path, { readonly: true });
  const counts = db
    .prepare(`SELECT (SELECT count(*) FROM score_set) AS sets,
      (SELECT count(DISTINCT score_set) FROM score_rank) AS ranked,
      (SELECT count(DISTINCT score_set) FROM score_row) AS rows,
      (SELECT count(DISTINCT score_set) FROM score_tally) AS tallied`)
    .get();
  db.close();
  return counts;
}

test('what waited to be written when a crash came is counted anew at the next start', async () => {
  let project = await openWithPeople();
  onTestFinished(() => project.destroy());
  // A day of its own: the default model counts days.
  const timestamp = NOON - DAY_MS;
  const more = Array.from({ length: 5 }, (_, n) =>
    item({ userId: `u${n}`, messageId: `more-${n}`, timestamp }),
  );
  await project.writer.append(more);
  project = await project.crash();
  expect(countWaiting(project.path)).toBe(more.length);
  await expectRows(project);
  expect(countWaiting(project.path)).toBe(0);
});

test('a crash in the midst of writing leaves nobody behind', async () => {
  let project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.settleScores();
  // More than are written in two steps.
  const people = Array.from({ length: 1_200 }, (_, n) => item({ userId: `u${n}`, messageId: `m-${n}` }));
  await project.writer.append(people);
  const interrupted = project.writer.settleScores().catch(() => undefined);
  while (countRows(project.path) === 0) await setImmediate();
  project = await project.crash();
  await interrupted;
  expect(countRows(project.path)).toBeLessThan(people.length);
  await project.writer.settleScores();
  expect(countRows(project.path)).toBe(people.length);
});

function countRows(path: string): number {
  return Number(countIn(path, 'SELECT count(*) FROM score_row'));
}

function countWaiting(path: string): unknown {
  return countIn(path, 'SELECT coalesce(sum(length(profiles)), 0) / 8 FROM score_journal');
}

function countIn(path: string, sql: string): unknown {
  const db = new SqliteDatabase(path, { readonly: true });
  const count = db.prepare(sql).pluck().get();
  db.close();
  return count;
}
