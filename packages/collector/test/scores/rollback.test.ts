import type { ScoreModel } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { item, NOON } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const VISITS: ScoreModel = {
  name: 'Visits',
  decay: { type: 'half-life', days: 7 },
  target: 5,
  signals: [{ key: 'any', event: '*', weight: 1, perDay: 'linear' }],
};

async function openWithVisit(): Promise<ScoredProject> {
  const project = openScoredProject();
  const { writer } = project;
  await writer.publishModel({ definition: VISITS, author: 'a', reason: 'r', at: NOON });
  await writer.append([item({ userId: 'u1', messageId: 'm-1' })]);
  await writer.settleScores();
  return project;
}

/** Runs what writes while the file takes nothing into a table, at whatever point of the transaction that comes. */
async function whileRefused({ path }: ScoredProject, table: string, write: () => Promise<unknown>) {
  const db = new SqliteDatabase(path);
  for (const change of ['INSERT', 'UPDATE'])
    db.exec(
      `CREATE TRIGGER no_${change} BEFORE ${change} ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    );
  await expect(write()).rejects.toThrow('no room');
  db.exec('DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE');
  db.close();
}

test('an append that failed adds nothing to the rows, however often it is tried', async () => {
  const project = await openWithVisit();
  onTestFinished(() => project.destroy());
  const { writer } = project;
  await writer.append([item({ userId: 'u1', messageId: 'm-2' })]);
  const again = [item({ userId: 'u1', messageId: 'm-3' }), item({ userId: 'u2', messageId: 'm-4' })];
  for (let tries = 0; tries < 2; tries++)
    await whileRefused(project, 'score_journal', () => writer.append(again));
  await expectRows(project);
  await writer.append(again);
  await expectRows(project);
});

test('who was first changed by an append that failed is counted anew after a crash, too', async () => {
  let project = await openWithVisit();
  onTestFinished(() => project.destroy());
  const again = [item({ userId: 'u2', messageId: 'm-2' }), item({ userId: 'u1', messageId: 'm-3' })];
  await whileRefused(project, 'score_journal', () => project.writer.append(again));
  await project.writer.append(again);
  project = await project.crash();
  await expectRows(project);
});

test('rows that could not be written are counted once when they can', async () => {
  const project = await openWithVisit();
  onTestFinished(() => project.destroy());
  const { writer } = project;
  await writer.append([item({ userId: 'u1', messageId: 'm-2' }), item({ userId: 'u2', messageId: 'm-3' })]);
  for (let tries = 0; tries < 2; tries++)
    await whileRefused(project, 'score_tally', () => writer.settleScores());
  await expectRows(project);
});
