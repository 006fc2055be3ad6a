import SqliteDatabase, { type Database, type Options } from 'better-sqlite3';
import { CollectorError } from '../collector-error.ts';

const HINTS: Record<string, string> = {
  SQLITE_NOTADB: 'it is not an Ardent database: move it away, or restore it from a backup',
  SQLITE_CORRUPT: 'it is damaged: stop Ardent, keep a copy of the file and its -wal, and restore a backup',
  SQLITE_CANTOPEN: 'see that the folder exists and that this user may write to it',
  SQLITE_READONLY: 'let this user write to the file and its folder',
  SQLITE_BUSY: 'another process holds it: end that process, then try again',
  SQLITE_FULL: 'the disk is full: make room, then try again',
  SQLITE_IOERR: 'the disk failed to read or write: see the system log',
};

/**
 * Opens a database file, or makes it: write-ahead log, every commit fsynced, foreign keys enforced.
 *
 * @throws CollectorError `database_unusable` with what to do about it.
 */
export function openDatabase(path: string, options: Options = {}): Database {
  return explainDatabaseErrors(path, () => {
    const database = new SqliteDatabase(path, options);
    try {
      database.pragma('busy_timeout = 5000');
      if (options.readonly !== true) {
        database.pragma('journal_mode = WAL');
        database.pragma('synchronous = FULL');
        database.pragma('foreign_keys = ON');
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Runs what uses a database file; SQLite's errors come out as a CollectorError that names the file and the remedy. */
export function explainDatabaseErrors<Result>(path: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    throw new CollectorError({
      code: 'database_unusable',
      message: `${path}: ${error.message}`,
      hint: hintFor(error.code),
      cause: error,
    });
  }
}

function isSqliteError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof SqliteDatabase.SqliteError ||
    (error instanceof TypeError && /directory does not exist/.test(error.message))
  );
}

function hintFor(code: string | undefined): string {
  const primary = /^SQLITE_[A-Z]+/.exec(code ?? 'SQLITE_CANTOPEN')?.[0] ?? '';
  return HINTS[primary] ?? 'see the message of SQLite above';
}
