import SqliteDatabase from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';

const FAILURES: Record<string, { code: string; hint: string }> = {
  SQLITE_FULL: { code: 'disk_full', hint: 'make room on the disk: writing goes on by itself' },
  SQLITE_IOERR: {
    code: 'disk_failed',
    hint: 'see the system log for what the disk reports; make room if it is full',
  },
  SQLITE_READONLY: { code: 'storage_read_only', hint: 'let this user write to the file and its folder' },
  SQLITE_CANTOPEN: { code: 'storage_read_only', hint: 'let this user write to the file and its folder' },
  SQLITE_BUSY: { code: 'storage_locked', hint: 'another process holds the file: end that process' },
  SQLITE_CORRUPT: {
    code: 'storage_corrupt',
    hint: 'stop Ardent, keep a copy of the file and its -wal, restore a backup',
  },
  SQLITE_NOTADB: { code: 'storage_corrupt', hint: 'this is no database: move it away or restore a backup' },
};

/**
 * What a failed write means for the operator. `storage_failed`: not the disk's or the file's fault, so that the same
 * work may fail again.
 */
export function toStorageError(path: string, error: unknown): CollectorError {
  if (error instanceof CollectorError) return error;
  const primary =
    error instanceof SqliteDatabase.SqliteError ? /^SQLITE_[A-Z]+/.exec(error.code)?.[0] : undefined;
  const known = primary === undefined ? undefined : FAILURES[primary];
  const { code, hint } = known ?? {
    code: 'storage_failed',
    hint: 'please report this with the message and the log',
  };
  const reason = error instanceof Error ? error.message : String(error);
  return new CollectorError({ code, message: `${path}: ${reason}`, hint, cause: error });
}
