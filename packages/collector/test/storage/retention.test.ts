import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { repairProjectFile, verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import type { ProjectWriter, WriterObserver } from '../../src/storage/project-storage.ts';
import { DAY_MS, item, NOON } from './messages.ts';

const CHILD = fileURLToPath(new URL('./retire-until-killed.mjs', import.meta.url));
const EVENT_DAYS = 30;
const OLD_DAYS = 4;
const PER_DAY = 3_000;

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-retention-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'project.db');
}

function open(path: string, observer?: Partial<WriterObserver>): ProjectWriter {
  const ignore = () => undefined;
  return openProjectWriter({
    path,
    timeZone: 'UTC',
    now: () => NOON,
    eventRetentionDays: EVENT_DAYS,
    observer: { onCommit: ignore, onSumRefused: ignore, onRetired: ignore, ...observer },
  });
}

/** Four days of events that are too old, and one that isn't. */
async function fill(path: string): Promise<ProjectWriter> {
  const writer = open(path);
  for (let day = 0; day <= OLD_DAYS; day++) {
    const at = NOON - (EVENT_DAYS + OLD_DAYS - day) * DAY_MS;
    const items = Array.from({ length: PER_DAY }, (_, index) =>
      item(
        {
          timestamp: at,
          userId: `u${index % 50}`,
          properties: { text: `${day < OLD_DAYS ? 'old' : 'young'} ${'x'.repeat(300)}` },
        },
        { receivedAt: at },
      ),
    );
    await writer.append(items);
  }
  return writer;
}

function read(path: string, sql: string): number {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    return Number(db.prepare(sql).pluck().get());
  } finally {
    db.close();
  }
}

const countEvents = (path: string) => read(path, 'SELECT count(*) FROM event');
const countPages = (path: string) => read(path, 'PRAGMA page_count');
const sumCounts = (path: string) => read(path, 'SELECT sum(amount) FROM daily WHERE signal = 0');

test('the file becomes smaller by what is gone, all but a spare twentieth', async () => {
  const path = newPath();
  const writer = await fill(path);
  const before = countPages(path);
  const { events, freedBytes } = await writer.retire();
  const after = countPages(path);
  expect([events, countEvents(path)]).toEqual([OLD_DAYS * PER_DAY, PER_DAY]);
  expect(freedBytes).toBe((before - after) * 4096);
  expect(after).toBeLessThan(before / 2);
  expect(read(path, 'PRAGMA freelist_count')).toBeLessThanOrEqual(after / 20);
  expect(statSync(path).size).toBe(after * 4096);
  await writer.close();
  expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, days: 1, integrity: 'ok' });
});

test('a file without auto_vacuum keeps its size, emptied, until it is vacuumed as the docs say', async () => {
  const path = newPath();
  const db = new SqliteDatabase(path);
  db.exec('CREATE TABLE some (a); DROP TABLE some');
  db.close();
  const writer = await fill(path);
  const before = countPages(path);
  expect(await writer.retire()).toMatchObject({ events: OLD_DAYS * PER_DAY, freedBytes: 0 });
  expect(countPages(path)).toBe(before);
  await writer.close();
  // What SQLite copied inside a page when it split it may be left; what was deleted is not.
  expect(readFileSync(path, 'latin1').split('old xxx').length).toBeLessThan(100);
  const offline = new SqliteDatabase(path);
  offline.exec('PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
  offline.close();
  expect(countPages(path)).toBeLessThan(before / 2);
  expect(read(path, 'PRAGMA auto_vacuum')).toBe(2);
});

test('appends are answered between its steps, and count', async () => {
  const path = newPath();
  const steps: number[] = [];
  await (await fill(path)).close();
  const writer = open(path, { onRetired: ({ events = 0 }) => void steps.push(events) });
  let isDone = false;
  const retiring = writer.retire().finally(() => {
    isDone = true;
  });
  let answered = 0;
  while (!isDone) {
    expect(await writer.append([item({ userId: 'live' })])).toMatchObject([{ status: 'accepted' }]);
    answered++;
  }
  await retiring;
  expect(steps.length).toBeGreaterThan(3);
  expect(Math.max(...steps)).toBeLessThanOrEqual(5_000);
  expect(answered).toBeGreaterThan(steps.length);
  await writer.close();
  expect(
    read(path, 'SELECT sum(amount) FROM daily WHERE profile = (SELECT max(id) FROM profile) AND signal = 0'),
  ).toBe(answered);
  expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, unseenEvents: 0 });
});

test('an erased person leaves no trace of when they were active', async () => {
  const path = newPath();
  const writer = await fill(path);
  await writer.retire();
  const activeOf = () => read(path, 'SELECT count(*) FROM retired_activity');
  expect(activeOf()).toBe(50);
  await writer.eraseProfile({ ref: { userId: 'u7' }, change: { actor: 'test', at: NOON } });
  expect(activeOf()).toBe(49);
  await writer.close();
});

test('closed in the middle: what is left goes the next time, and no repair touches its counts', async () => {
  const path = newPath();
  await (await fill(path)).close();
  const total = sumCounts(path);
  let close = () => undefined as unknown;
  const writer = open(path, { onRetired: () => close() });
  let closing: Promise<void> | undefined;
  close = () => {
    closing ??= writer.close();
  };
  await expect(writer.retire()).rejects.toMatchObject({ code: 'storage_closed' });
  await closing;
  expect(countEvents(path)).toBeGreaterThan(PER_DAY);
  expect(countEvents(path)).toBeLessThan((OLD_DAYS + 1) * PER_DAY);
  expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, days: 1 });
  expect(repairProjectFile(path)).toEqual({ days: [] });
  const again = open(path);
  await again.retire();
  await again.close();
  expect([countEvents(path), sumCounts(path)]).toEqual([PER_DAY, total]);
});

test('killed in the middle, again and again: nothing but what is too old is gone, and it comes to its end', async () => {
  const path = newPath();
  await (await fill(path)).close();
  const total = sumCounts(path);
  let last = countEvents(path);
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [CHILD, path, String(EVENT_DAYS), String(NOON)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    await Promise.race([once(child.stdout, 'data'), closed]);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await closed;
    expect(verifyProjectFile(path)).toMatchObject({ differenceCount: 0, unseenEvents: 0, integrity: 'ok' });
    const left = countEvents(path);
    expect(left).toBeLessThan(last);
    expect(left).toBeGreaterThan(PER_DAY);
    last = left;
  }
  const writer = open(path);
  expect(await writer.retire()).toMatchObject({ events: last - PER_DAY });
  await writer.close();
  expect([countEvents(path), sumCounts(path)]).toEqual([PER_DAY, total]);
}, 120_000);
