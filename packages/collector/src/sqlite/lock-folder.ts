import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { CollectorError } from '../collector-error.ts';
import { explainDatabaseErrors } from './open-database.ts';

/** The process that owns a data folder; `url` is null until it listens. */
export interface LockHolder {
  pid: number;
  url: string | null;
}

export interface FolderLock {
  /** Tells a second start where this one listens. */
  announce(url: string): void;
  release(): void;
}

/**
 * Makes this process the only one that writes to a data folder. The lock is SQLite's own file lock: the operating
 * system lets go of it when the process ends in whatever way, so that no stale lock and no reused pid can mislead.
 *
 * @throws CollectorError `already_running` if another process, or another collector in this one, has it;
 *   `data_folder_unusable` if its files can't be written.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock.db');
  const database = explainDatabaseErrors(path, () => new SqliteDatabase(path, { timeout: 0 }));
  if (!takeLock(database, path)) {
    database.close();
    throw alreadyRunning(folder, readHolder(folder));
  }
  try {
    writeHolder(folder, { pid: process.pid, url: null });
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    announce: (url) => writeHolder(folder, { pid: process.pid, url }),
    release: () => void database.close(),
  };
}

function writeHolder(folder: string, holder: LockHolder): void {
  try {
    writeFileSync(holderPath(folder), `${JSON.stringify(holder)}\n`);
  } catch (cause) {
    throw new CollectorError({
      code: 'data_folder_unusable',
      message: `${holderPath(folder)} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
      hint: 'let this user write to the folder and the files in it, or set ARDENT_DATA_DIR to another folder',
      cause,
    });
  }
}

/** Who has the folder now; undefined if nobody does. */
export function findLockHolder(folder: string): LockHolder | undefined {
  const path = join(folder, 'lock.db');
  if (!existsSync(path)) return undefined;
  const database = new SqliteDatabase(path, { timeout: 0 });
  try {
    return takeLock(database, path) ? undefined : readHolder(folder);
  } finally {
    database.close();
  }
}

function takeLock(database: Database, path: string): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    return explainDatabaseErrors(path, () => {
      throw error;
    });
  }
}

function holderPath(folder: string): string {
  return join(folder, 'lock.json');
}

function readHolder(folder: string): LockHolder {
  try {
    const { pid, url } = JSON.parse(readFileSync(holderPath(folder), 'utf8')) as LockHolder;
    return { pid, url };
  } catch {
    // The holder is between taking the lock and writing its name.
    return { pid: 0, url: null };
  }
}

function alreadyRunning(folder: string, { pid, url }: LockHolder): CollectorError {
  const where = url === null ? 'it is just starting' : `it listens on ${url}`;
  return new CollectorError({
    code: 'already_running',
    message: `Ardent is already running with the data folder ${folder}: ${where}${pid === 0 ? '' : ` (process ${pid})`}`,
    hint: 'use that one, end it first, or choose another folder with ARDENT_DATA_DIR',
  });
}
