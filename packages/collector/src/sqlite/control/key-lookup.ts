import { hashToken } from '../../access/hash-token.ts';
import type { KeyLookup, Project, StoredKey } from '../../storage/control-storage.ts';
import { openDatabase } from '../open-database.ts';
import { ALL_KEYS_SQL, type KeyRow, toStoredKey } from './key-rows.ts';
import { type ProjectRow, toProject } from './project-rows.ts';

/**
 * Keys and projects in memory, for one thread. Each look-up asks SQLite whether any other connection has committed
 * since (`PRAGMA data_version`, microseconds, no disk) and only then reads them anew.
 *
 * @param path control.db, already migrated.
 */
export function openKeyLookup(path: string, now: () => number = Date.now): KeyLookup & { close(): void } {
  const database = openDatabase(path, { readonly: true, fileMustExist: true });
  const readVersion = database.prepare<[], number>('PRAGMA data_version').pluck();
  const readKeys = database.prepare<[], KeyRow & { hash: Buffer }>(ALL_KEYS_SQL);
  const readProjects = database.prepare<[], ProjectRow>('SELECT * FROM project');
  const keys = new Map<string, StoredKey>();
  const projects = new Map<string, Project>();
  let version: number | undefined;

  function refresh(): void {
    const current = readVersion.get();
    if (current === version) return;
    keys.clear();
    projects.clear();
    for (const row of readKeys.all()) keys.set(row.hash.toString('latin1'), toStoredKey(row));
    for (const row of readProjects.all()) projects.set(row.project_id, toProject(row));
    version = current;
  }

  return {
    findKey(key) {
      refresh();
      const stored = keys.get(hashToken(key).toString('latin1'));
      return stored === undefined || (stored.expiresAt ?? Number.POSITIVE_INFINITY) <= now()
        ? undefined
        : stored;
    },
    findProject(projectId) {
      refresh();
      return projects.get(projectId);
    },
    close() {
      database.close();
    },
  };
}
