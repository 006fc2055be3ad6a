import type { Database } from 'better-sqlite3';
import type { NewKey, StoredKey } from '../../storage/control-storage.ts';

/** A row of `key`, without the hash. */
export interface KeyRow {
  key_id: string;
  project_id: string;
  kind: 'write' | 'secret';
  write_key: string | null;
  scopes: string;
  allowed_origins: string | null;
  require_user_token: number;
  is_from_setting: number;
  created_at: number;
  expires_at: number | null;
}

export interface KeyRows {
  listValid(projectId: string, at: number): StoredKey[];
  find(hash: Buffer): StoredKey | undefined;
  /** Adds the key, or makes the one with this hash valid again. */
  put(keyId: string, hash: Buffer, key: NewKey): void;
  /** Ends valid keys of a project and kind at once; answers their ids. */
  end(which: Pick<NewKey, 'projectId' | 'kind' | 'replaces' | 'change'>): string[];
}

const COLUMNS =
  'key_id, project_id, kind, write_key, scopes, allowed_origins, require_user_token, is_from_setting, created_at, expires_at';

/** Every key ever, with its hash: what a look-up keeps in memory. */
export const ALL_KEYS_SQL: string = `SELECT hash, ${COLUMNS} FROM key`;

/** A row of `key` as the port knows it. Scopes are a space-separated list, origins JSON. */
export function toStoredKey(row: KeyRow): StoredKey {
  return {
    keyId: row.key_id,
    projectId: row.project_id,
    kind: row.kind,
    scopes: (['read', 'admin'] as const).filter((scope) => row.scopes.split(' ').includes(scope)),
    allowedOrigins: row.allowed_origins === null ? null : (JSON.parse(row.allowed_origins) as string[]),
    requireUserToken: row.require_user_token === 1,
    ...(row.write_key === null ? {} : { writeKey: row.write_key }),
    isFromSetting: row.is_from_setting === 1,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export function prepareKeyRows(database: Database): KeyRows {
  const listValid = database.prepare<[string, number], KeyRow>(
    `SELECT ${COLUMNS} FROM key WHERE project_id = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY created_at, kind DESC, key_id`,
  );
  const find = database.prepare<[Buffer], KeyRow>(`SELECT ${COLUMNS} FROM key WHERE hash = ?`);
  const put = database.prepare(`
    INSERT INTO key (key_id, hash, project_id, kind, write_key, scopes, is_from_setting, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET expires_at = NULL, is_from_setting = excluded.is_from_setting`);
  const end = database
    .prepare<[number, string, string, number, number], string>(
      `UPDATE key SET expires_at = ? WHERE project_id = ? AND kind = ? AND (expires_at IS NULL OR expires_at > ?)
       AND is_from_setting >= ? RETURNING key_id`,
    )
    .pluck();
  return {
    listValid: (projectId, at) => listValid.all(projectId, at).map(toStoredKey),
    find: (hash) => {
      const row = find.get(hash);
      return row === undefined ? undefined : toStoredKey(row);
    },
    put: (keyId, hash, { projectId, kind, key, isFromSetting = false, change }) => {
      const [writeKey, scopes] = kind === 'write' ? [key, ''] : [null, 'read admin'];
      put.run(keyId, hash, projectId, kind, writeKey, scopes, isFromSetting ? 1 : 0, change.at);
    },
    end: ({ projectId, kind, replaces, change }) => {
      if (replaces === 'none') return [];
      return end.all(change.at, projectId, kind, change.at, replaces === 'from-setting' ? 1 : 0);
    },
  };
}
