import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDayString } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import type { OpenStorage, StorageSettings } from './contract/storage-subject.ts';
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
    async reopen() {
      await close();
      return openIn(folder, settings);
    },
    async destroy() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a project's file says of its accounts' seats, by account and day. */
export function readSeats(path: string): Record<string, number | null> {
  const db = new SqliteDatabase(path, { readonly: true });
  const rows = db
    .prepare<[], { groupId: string; day: number; seats: number | null }>(
      'SELECT a.group_id AS groupId, s.day, s.seats FROM seats s JOIN account a ON a.id = s.account',
    )
    .all();
  db.close();
  return Object.fromEntries(rows.map(({ groupId, day, seats }) => [`${groupId} ${toDayString(day)}`, seats]));
}
