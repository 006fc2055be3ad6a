import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { CollectorError } from '../collector-error.ts';

/** One step forward of a schema: from version i to i + 1, where i is its place in the list. */
export type Migration = (database: Database) => void;

/**
 * Brings a database to the newest schema: all missing steps in one transaction, the version in `PRAGMA user_version`.
 * A file that has an earlier schema is copied first, to `<file>.schema-<version>` beside it.
 *
 * @throws CollectorError `database_too_new` if a newer program made it, before anything is changed.
 */
export function migrate(database: Database, steps: readonly Migration[]): void {
  const found = versionOf(database);
  if (found === steps.length) return;
  if (found > 0 && found < steps.length && !database.memory) keepCopy(database, found);
  const run = database.transaction(() => {
    const version = versionOf(database);
    if (version > steps.length) throw tooNew(database.name, version, steps.length);
    for (const step of steps.slice(version)) step(database);
    database.pragma(`user_version = ${steps.length}`);
  });
  run.exclusive();
}

/** The copy has its name once it is durable; one of the same version from an attempt before is replaced. */
function keepCopy(database: Database, version: number): void {
  const path = `${database.name}.schema-${version}`;
  const partial = `${path}.${process.pid}`;
  try {
    database.prepare('VACUUM INTO ?').run(partial);
    const file = openSync(partial, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function tooNew(path: string, found: number, known: number): CollectorError {
  return new CollectorError({
    code: 'database_too_new',
    message: `${path} has schema version ${found}, and this program knows versions up to ${known}`,
    hint: 'start the newer program that wrote it, or restore a backup made by this one',
  });
}
