import type { Database } from 'better-sqlite3';
import type { Session } from '../../storage/control-storage.ts';

interface TokenRow {
  project_id: string | null;
  expires_at: number;
}

export interface TokenRows {
  add(hash: Buffer, session: Session & { keyId?: string }): void;
  find(hash: Buffer, at: number): Session | undefined;
  /** Removes it and answers what it was, if it was still valid. */
  take(hash: Buffer, at: number): Session | undefined;
  removeExpired(at: number): void;
}

/** Sessions and login links are kept alike: by the hash of their token, until they expire. */
export function prepareTokenRows(database: Database, table: 'session' | 'login_link'): TokenRows {
  const add = database.prepare(
    `INSERT INTO ${table} (hash, project_id, expires_at, key_id) VALUES (?, ?, ?, ?)`,
  );
  const find = database.prepare<[Buffer, number, number], TokenRow>(`
    SELECT project_id, expires_at FROM ${table} WHERE hash = ? AND expires_at > ? AND (key_id IS NULL OR EXISTS (
      SELECT 1 FROM key WHERE key.key_id = ${table}.key_id AND (key.expires_at IS NULL OR key.expires_at > ?)))`);
  const take = database.prepare<[Buffer], TokenRow>(
    `DELETE FROM ${table} WHERE hash = ? RETURNING project_id, expires_at`,
  );
  const removeExpired = database.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`);
  return {
    add: (hash, session) => void add.run(hash, session.projectId, session.expiresAt, session.keyId ?? null),
    find: (hash, at) => toSession(find.get(hash, at, at)),
    take: (hash, at) => {
      const session = toSession(take.get(hash));
      return session !== undefined && session.expiresAt > at ? session : undefined;
    },
    removeExpired: (at) => void removeExpired.run(at),
  };
}

function toSession(row: TokenRow | undefined): Session | undefined {
  return row === undefined ? undefined : { projectId: row.project_id, expiresAt: row.expires_at };
}
