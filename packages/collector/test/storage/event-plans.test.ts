import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { RUNS_OF_DAY } from '../../src/sqlite/project/event-runs.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { item, NOON } from './messages.ts';

const READS_EVENTS = /\b(FROM|JOIN|UPDATE) event\b/;
// `p.id = e.profile`, which goes from events to people, is none of these.
const NAMES_PROFILES = /\bprofile (=|IN)/;
const ONE_PERSON = /\(day=\? AND run=\? AND profile=\?/;

/** All SQL about one person's events that a writer and a reader prepare, whatever they are asked. */
async function collectStatements(file: string): Promise<string[]> {
  const prepare = vi.spyOn(SqliteDatabase.prototype, 'prepare');
  onTestFinished(() => prepare.mockRestore());
  const writer = openProjectWriter({ path: file, timeZone: 'UTC', now: () => NOON });
  await writer.append([item({ userId: 'u' }), item({ userId: 'old' }), item({ anonymousId: 'a' })]);
  await writer.append([
    item({ type: 'identify', userId: 'u', anonymousId: 'a' }),
    item({ type: 'alias', userId: 'u', previousId: 'old' }, { trusted: true }),
  ]);
  await writer.settleScores();
  const reader = openProjectReader(file);
  const { profileId } = (await reader.findProfile({ userId: 'u' })) ?? expect.unreachable();
  await reader.listEvents(profileId, { limit: 10 });
  await reader.listCounts(profileId, { to: '2026-03-02' });
  await reader.close();
  await writer.eraseProfile({ ref: { userId: 'u' }, change: { actor: 'test', at: NOON } });
  await writer.retire();
  await writer.close();
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql));
  return [...statements].filter((sql) => READS_EVENTS.test(sql) && NAMES_PROFILES.test(sql));
}

/** How SQLite comes to rows of `event`, apart from looking for the last run of a day. */
function planEvents(db: Database, sql: string): string[] {
  const withRuns = sql.replaceAll(RUNS_OF_DAY, '(0, 1)');
  const named = [...withRuns.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
  const values = [...withRuns.matchAll(/\?/g)].map(() => 1);
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${withRuns}`)
    .all(...values, ...(named.length > 0 ? [Object.fromEntries(named) as object] : []));
  return plan.map(({ detail }) => detail).filter((detail) => /^(SEARCH|SCAN) (event|e)\b/.test(detail));
}

test("whoever reads or erases one person's events goes to them by day, run and profile", async () => {
  const file = join(temporaryFolder(), 'project.db');
  const statements = await collectStatements(file);
  const db = new SqliteDatabase(file, { readonly: true });
  onTestFinished(() => void db.close());
  expect(statements.length).toBeGreaterThanOrEqual(4);
  for (const sql of statements) {
    const steps = planEvents(db, sql);
    expect(steps, sql).not.toHaveLength(0);
    for (const step of steps) expect(step, sql).toMatch(ONE_PERSON);
    // Without its run it would read the whole day, which is what this test is there to see.
    const wholeDay = planEvents(db, sql.replace(/ AND (e\.)?run IN \([\s\S]*? FROM runs\)/, ''));
    expect(
      wholeDay.some((step) => ONE_PERSON.test(step)),
      sql,
    ).toBe(false);
  }
});
