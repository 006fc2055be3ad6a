import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { repairProjectFile, verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import { DAY_MS, item, NOON } from './messages.ts';

const IN_SESSION = (sessionId: string) => ({ context: { sessionId } });

/** A project's file with two days of two people, one of them known by two devices. */
async function fillProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'project.db');
  const writer = openProjectWriter({ path, timeZone: 'UTC', now: () => NOON });
  await writer.append([
    item({ anonymousId: 'phone', ...IN_SESSION('s1') }),
    item({ anonymousId: 'phone', ...IN_SESSION('s2'), timestamp: NOON - DAY_MS }),
    item({ userId: 'anna', anonymousId: 'laptop', ...IN_SESSION('s1') }),
    item({ userId: 'anna', anonymousId: 'phone', type: 'identify' }),
    item({ userId: 'ben', nonInteraction: true }),
    item({ userId: 'ben' }, { isBot: true }),
  ]);
  await writer.close();
  return path;
}

function change(path: string, sql: string): void {
  const db = new SqliteDatabase(path);
  db.exec(sql);
  db.close();
}

test('what was stored in peace is whole', async () => {
  const path = await fillProject();
  expect(verifyProjectFile(path)).toEqual({
    days: 2,
    eventsFrom: null,
    events: 4,
    differenceCount: 0,
    differences: [],
    unseenEvents: 0,
    integrity: 'ok',
  });
  expect(repairProjectFile(path)).toEqual({ days: [] });
});

test.each([
  ['an amount that is too high', 'UPDATE daily SET amount = amount + 1 WHERE signal = 0'],
  ['a count that is missing', 'DELETE FROM daily WHERE signal = 0'],
  ['a count of nothing', 'INSERT INTO daily VALUES ((SELECT max(day) FROM event), 999, 0, 4)'],
  ['a count on a day without events', 'INSERT INTO daily VALUES (1, 1, 0, 4)'],
  [
    'a distinct value too many',
    "INSERT INTO daily_distinct SELECT day, profile, signal, x'00' FROM daily_distinct",
  ],
  ['a distinct value that is missing', 'DELETE FROM daily_distinct'],
])('%s is told and repaired', async (_name, sql) => {
  const path = await fillProject();
  change(path, sql);
  expect(verifyProjectFile(path).differenceCount).toBeGreaterThan(0);
  expect(repairProjectFile(path).days).not.toEqual([]);
  expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, events: 4 });
});

test('a difference is told with its day, person, signal and amounts', async () => {
  const path = await fillProject();
  change(path, 'UPDATE daily SET amount = 7 WHERE signal = 0 AND day = (SELECT max(day) FROM event)');
  expect(verifyProjectFile(path).differences).toEqual([
    {
      day: '2026-03-02',
      profileId: expect.stringMatching(/^prf_/),
      signal: 0,
      event: '*',
      stored: 7,
      recounted: 2,
    },
  ]);
});

test('days whose raw events were given up are left as they are', async () => {
  const path = await fillProject();
  change(path, "UPDATE daily SET amount = 9; INSERT INTO meta SELECT 'events_from', max(day) FROM event");
  expect(verifyProjectFile(path)).toMatchObject({ days: 1, eventsFrom: '2026-03-02' });
  expect(repairProjectFile(path)).toEqual({ days: ['2026-03-02'] });
});

test('events that would be taken twice are told', async () => {
  const path = await fillProject();
  change(path, 'DELETE FROM seen');
  expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, unseenEvents: 6 });
});
