import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDayString } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { copyDatabase } from '../../src/sqlite/copy-database.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import type { KeptFrom, OpenStorage, Seats, StorageSettings } from './contract/storage-subject.ts';
import { listTraces } from './list-traces.ts';
import { NOON } from './messages.ts';

/** A project in SQLite, in a folder of its own that `destroy` removes. */
export async function openSqliteStorage(settings: StorageSettings): Promise<OpenStorage> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-storage-'));
  return openIn(folder, settings);
}

function openIn(folder: string, settings: StorageSettings): OpenStorage {
  const path = join(folder, 'project.db');
  const writer = openProjectWriter({ path, now: () => NOON, ...settings });
  const reader = openProjectReader(path);
  const close = async () => {
    await reader.close();
    await writer.close();
  };
  return {
    writer,
    reader,
    verify: async () => verifyProjectFile(path),
    listSeats: async () => readSeats(path),
    keptDays: async () => readKeptDays(path),
    listTraces: async (texts) => listTraces(path, texts),
    async keepCopy() {
      rmSync(`${path}.copy`, { force: true });
      await copyDatabase(path, `${path}.copy`);
    },
    async reopen(from) {
      await close();
      if (from === 'copy') copyFileSync(`${path}.copy`, path);
      return openIn(folder, settings);
    },
    async destroy() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a project's file says of its accounts' seats, by day, then account. */
export function readSeats(path: string): Seats[] {
  const rows = readRows<Omit<Seats, 'day'> & { day: number }>(
    path,
    `SELECT a.group_id AS groupId, s.day, s.seats FROM seats s JOIN account a ON a.id = s.account
     ORDER BY s.day, a.group_id`,
  );
  return rows.map((row) => ({ ...row, day: toDayString(row.day) }));
}

/** From which days on a project's file has what. */
export function readKeptDays(path: string): KeptFrom {
  const meta = new Map(
    readRows<{ name: string; value: number }>(path, 'SELECT name, value FROM meta').map(({ name, value }) => [
      name,
      value,
    ]),
  );
  const dayOf = (name: string) => toDayString(meta.get(name) ?? 0);
  const signals = readRows<{ id: number; filledFrom: number }>(
    path,
    'SELECT id, filled_from AS filledFrom FROM signal',
  );
  return {
    events: dayOf('events_from'),
    counts: dayOf('counts_from'),
    keys: dayOf('swept_from'),
    signals: new Map(signals.map(({ id, filledFrom }) => [id, toDayString(filledFrom)])),
  };
}

function readRows<Row>(path: string, sql: string): Row[] {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}
