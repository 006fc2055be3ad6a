import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';
import type { Tombstone, TombstoneRecord } from '../../storage/erasure.ts';
import { syncPath } from '../../sync-path.ts';
import { explainDatabaseErrors, openDatabase } from '../open-database.ts';
import { prepareAuditRows } from './audit-rows.ts';

/** Where tombstones are kept: in control.db, and in a file that no backup holds. */
export interface TombstonePlaces {
  controlPath: string;
  tombstonesPath: string;
}

/** A line of the file. */
interface TombstoneLine extends Tombstone {
  project: string;
}

/**
 * The tombstones of a project in two places, so that restoring one of them alone forgets no erasure. Both are opened
 * only while they are used: at the start, and when somebody is erased.
 */
export function createTombstoneRecord(places: TombstonePlaces, projectId: string): TombstoneRecord {
  const { controlPath, tombstonesPath } = places;

  function withControl<Result>(run: (database: Database) => Result): Result {
    return explainDatabaseErrors(controlPath, () => {
      const database = openDatabase(controlPath, { fileMustExist: true });
      try {
        return database.transaction(run).immediate(database);
      } finally {
        database.close();
      }
    });
  }

  function listControl(): Tombstone[] {
    return withControl((database) =>
      database
        .prepare<[string], Tombstone>(
          'SELECT id_hash AS idHash, erased_at AS erasedAt FROM tombstone WHERE project_id = ?',
        )
        .all(projectId),
    );
  }

  return {
    list() {
      const inFile = readLines(tombstonesPath).filter(({ project }) => project === projectId);
      return latest([...inFile, ...listControl()]);
    },
    add(tombstones) {
      appendLines(
        tombstonesPath,
        tombstones.map(({ idHash, erasedAt }) => ({ project: projectId, idHash, erasedAt })),
      );
      withControl((database) => {
        const upsert = database.prepare<[string, string, number]>(`
          INSERT INTO tombstone (project_id, id_hash, erased_at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET erased_at = max(erased_at, excluded.erased_at)`);
        for (const { idHash, erasedAt } of tombstones) upsert.run(projectId, idHash, erasedAt);
      });
    },
    audit(entry) {
      withControl((database) =>
        prepareAuditRows(database).add({ action: 'profile-erased', projectId, ...entry }),
      );
    },
  };
}

function latest(tombstones: readonly Tombstone[]): Tombstone[] {
  const instants = new Map<string, number>();
  for (const { idHash, erasedAt } of tombstones) {
    instants.set(idHash, Math.max(erasedAt, instants.get(idHash) ?? erasedAt));
  }
  return [...instants].map(([idHash, erasedAt]) => ({ idHash, erasedAt }));
}

function readLines(path: string): TombstoneLine[] {
  const lines = readText(path).split('\n');
  // What follows the last line's end was torn by a crash: it was never answered.
  return lines.slice(0, -1).map((line, index) => {
    const parsed = parseLine(line);
    if (parsed === undefined) throw unreadable(path, index + 1);
    return parsed;
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function parseLine(line: string): TombstoneLine | undefined {
  try {
    const { project, idHash, erasedAt } = JSON.parse(line) as Partial<TombstoneLine>;
    if (project === undefined || idHash === undefined || erasedAt === undefined) return undefined;
    return { project, idHash, erasedAt };
  } catch {
    return undefined;
  }
}

/** Durable when it returns. */
function appendLines(path: string, lines: readonly TombstoneLine[]): void {
  const text = readText(path);
  if (text !== '' && !text.endsWith('\n')) {
    truncateSync(path, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
  }
  appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
  for (const one of [path, dirname(path)]) syncPath(one);
}

function unreadable(path: string, line: number): CollectorError {
  return new CollectorError({
    code: 'tombstones_unreadable',
    message: `${path} must hold one JSON object a line, got something else in line ${line}`,
    hint: 'remove that line if it was edited by hand, else restore the file: it says whom to keep erased',
  });
}
