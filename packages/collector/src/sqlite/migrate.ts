import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CollectorError } from '../collector-error.ts';
import { syncPath } from '../sync-path.ts';
import { explainDatabaseErrors } from './open-database.ts';

/** One step forward of a schema: from version i to i + 1, where i is its place in the list. */
export type Migration = (database: Database) => void;

/**
 * Brings a database to the newest schema: all missing steps in one transaction, the version in `PRAGMA user_version`.
 * A file that has an earlier schema is copied first, to `<file>.schema-<version>` beside it.
 *
 * @throws CollectorError `database_too_new` if a newer program made it, `database_unusable` if it can't be read, copied
 *   or written: nothing is changed then.
 */
export function migrate(database: Database, steps: readonly Migration[]): void {
  explainDatabaseErrors(database.name, () => {
    const found = versionOf(database);
    if (found === steps.length) return;
    if (found > 0 && found < steps.length && !database.memory) keepCopy(database, found);
    const run = database.transaction(() => {
      refuseNewer(database, steps);
      for (const step of steps.slice(versionOf(database))) step(database);
      database.pragma(`user_version = ${steps.length}`);
    });
    run.exclusive();
  });
}

/** @throws CollectorError `database_too_new` if the database has a schema that these steps don't reach. */
export function refuseNewer(database: Database, steps: readonly Migration[]): void {
  const found = versionOf(database);
  if (found <= steps.length) return;
  throw new CollectorError({
    code: 'database_too_new',
    message: `${database.name} has schema version ${found}, and this program knows versions up to ${steps.length}`,
    hint: 'start the newer program that wrote it, or restore a backup made by this one',
  });
}

/** The copy has its name once it is durable; one of the same version from an attempt before is replaced. */
function keepCopy(database: Database, version: number): void {
  const path = `${database.name}.schema-${version}`;
  const partial = `${path}.${process.pid}`;
  try {
    database.prepare('VACUUM INTO ?').run(partial);
    syncPath(partial);
    renameSync(partial, path);
    syncPath(dirname(path));
  } catch (cause) {
    throw notCopied(database.name, cause);
  } finally {
    rmSync(partial, { force: true });
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function notCopied(path: string, cause: unknown): CollectorError {
  return new CollectorError({
    code: 'database_unusable',
    message: `${path} must be copied before its schema changes, and could not be: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'make room on the disk for a copy of the file, and let this user write to its folder; nothing was changed',
    cause,
  });
}
