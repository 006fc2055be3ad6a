import { timingSafeEqual } from 'node:crypto';
import { hashToken } from '../../access/hash-token.ts';
import type { KeyLookup, Project, StoredKey } from '../../storage/control-storage.ts';
import { openDatabase } from '../open-database.ts';
import { ALL_KEYS_SQL, type KeyRow, toStoredKey } from './key-rows.ts';
import { type ProjectRow, toProject } from './project-rows.ts';

interface HashedKey {
  hash: Buffer;
  stored: StoredKey;
}

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
  const keys = new Map<string, HashedKey>();
  const tokenSecrets = new Map<string, StoredKey>();
  const projects = new Map<string, Project>();
  let version: number | undefined;

  function refresh(): void {
    const current = readVersion.get();
    if (current === version) return;
    keys.clear();
    tokenSecrets.clear();
    projects.clear();
    for (const row of readKeys.all()) {
      const stored = toStoredKey(row);
      if (stored.kind === 'token') tokenSecrets.set(stored.keyId, stored);
      else keys.set(row.hash.toString('latin1'), { hash: row.hash, stored });
    }
    for (const row of readProjects.all()) projects.set(row.project_id, toProject(row));
    version = current;
  }

  const isValid = ({ expiresAt }: StoredKey) => expiresAt === null || expiresAt > now();

  return {
    findKey(key) {
      refresh();
      const hash = hashToken(key);
      const found = keys.get(hash.toString('latin1'));
      // What the look-up tells by its timing is of the hash alone; whether all of it is right is told in constant time.
      if (found === undefined || !timingSafeEqual(found.hash, hash)) return undefined;
      return isValid(found.stored) ? found.stored : undefined;
    },
    findTokenSecret(keyId) {
      refresh();
      const stored = tokenSecrets.get(keyId);
      if (stored?.tokenSecret === undefined || !isValid(stored)) return undefined;
      return { keyId, projectId: stored.projectId, secret: stored.tokenSecret };
    },
    findGrant(keyId) {
      refresh();
      return [...keys.values()].find(({ stored }) => stored.keyId === keyId)?.stored;
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
