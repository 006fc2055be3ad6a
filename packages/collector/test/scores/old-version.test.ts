import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PUBLISH } from '../storage/contract/publish-request.ts';
import { item } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

const TODAY = '2026-03-02';

test('once a version is published, the one before answers no lists, and none of its rows are left', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { reader, writer, path } = project;
  await writer.append([item({ userId: 'u1' }), item({ userId: 'u2' })]);
  await writer.settleScores();
  const before = (await reader.findModel()) ?? expect.unreachable();
  const list = {
    day: TODAY,
    filter: { kind: 'known' },
    sort: { field: 'score', descending: true },
    limit: 9,
  } as const;
  const count = { day: TODAY, group: 'known', below: [] } as const;
  expect((await reader.listRanked({ ...list, model: before }))?.rows).toHaveLength(2);

  const after = await writer.publishModel(PUBLISH);
  await writer.append([item({ userId: 'u3' })]);
  await expectRows(project);
  expect((await reader.listRanked({ ...list, model: after }))?.rows).toHaveLength(3);
  expect(await reader.listRanked({ ...list, model: before })).toBeUndefined();
  expect(await reader.countScores({ ...count, model: before })).toBeUndefined();
  expect(await reader.findRowsProgress(before)).toBeUndefined();
  await vi.waitFor(() => expect(listSets(path)).toEqual([[2], [2], [2], [2]]), {
    timeout: 60_000,
    interval: 20,
  });
});

/** The versions that anything is kept of, by table. */
function listSets(path: string): unknown[][] {
  const db = new SqliteDatabase(path, { readonly: true });
  const versionsIn = (table: string, id: string) =>
    db
      .prepare(`SELECT DISTINCT s.version FROM score_set s WHERE s.id IN (SELECT ${id} FROM ${table})`)
      .pluck()
      .all();
  const sets = [
    versionsIn('score_set', 'id'),
    ...['score_row', 'score_rank', 'score_tally'].map((table) => versionsIn(table, 'score_set')),
  ];
  db.close();
  return sets;
}
