import type { Database } from 'better-sqlite3';
import type { KeyKind, KeySettings, NewKey, StoredKey } from '../../storage/control-storage.ts';

/** A row of `key`, without the hash. */
export interface KeyRow {
  key_id: string;
  project_id: string;
  kind: KeyKind;
  /** The key itself; null for secret keys. */
  readable: string | null;
  scopes: string;
  allowed_origins: string | null;
  require_user_token: number;
  requests_per_minute: number | null;
  is_from_setting: number;
  created_at: number;
  expires_at: number | null;
}

export interface KeyRows {
  listValid(projectId: string, at: number): StoredKey[];
  find(hash: Buffer): StoredKey | undefined;
  /** Adds the key, or makes the one with this hash valid again. */
  put(keyId: string, hash: Buffer, key: NewKey): void;
  /** Lets the valid keys that a new one replaces end; answers their ids. */
  replace(key: NewKey): string[];
  /** Ends a valid key at once; whether there was one. */
  end(projectId: string, keyId: string, at: number): boolean;
  set(keyId: string, settings: KeySettings): void;
}

const COLUMNS = `key_id, project_id, kind, readable, scopes, allowed_origins, require_user_token, requests_per_minute,
  is_from_setting, created_at, expires_at`;

/** Every key ever, with its hash: what a look-up keeps in memory. */
export const ALL_KEYS_SQL: string = `SELECT hash, ${COLUMNS} FROM key`;

/** A row of `key` as the port knows it. Scopes are a space-separated list, origins JSON. */
export function toStoredKey(row: KeyRow): StoredKey {
  const { kind, readable } = row;
  return {
    keyId: row.key_id,
    projectId: row.project_id,
    kind,
    scopes: (['read', 'admin'] as const).filter((scope) => row.scopes.split(' ').includes(scope)),
    allowedOrigins: row.allowed_origins === null ? null : (JSON.parse(row.allowed_origins) as string[]),
    requireUserToken: row.require_user_token === 1,
    requestsPerMinute: row.requests_per_minute,
    ...(kind === 'write' && readable !== null && { writeKey: readable }),
    ...(kind === 'token' && readable !== null && { tokenSecret: readable }),
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
  const put = database.prepare<[KeyRow & { hash: Buffer }]>(`
    INSERT INTO key (hash, ${COLUMNS}) VALUES (@hash, @key_id, @project_id, @kind, @readable, @scopes, @allowed_origins,
      @require_user_token, @requests_per_minute, @is_from_setting, @created_at, @expires_at)
    ON CONFLICT (hash) DO UPDATE SET expires_at = NULL, is_from_setting = excluded.is_from_setting`);
  const set = database.prepare<[Pick<KeyRow, 'key_id'> & SettingColumns]>(`
    UPDATE key SET scopes = @scopes, allowed_origins = @allowed_origins, require_user_token = @require_user_token,
      requests_per_minute = @requests_per_minute WHERE key_id = @key_id`);
  return {
    listValid: (projectId, at) => listValid.all(projectId, at).map(toStoredKey),
    find: (hash) => {
      const row = find.get(hash);
      return row === undefined ? undefined : toStoredKey(row);
    },
    put: (keyId, hash, key) => void put.run({ hash, ...toKeyRow(keyId, key) }),
    set: (keyId, settings) => void set.run({ key_id: keyId, ...toColumns(settings) }),
    ...prepareEnds(database),
  };
}

function prepareEnds(database: Database): Pick<KeyRows, 'replace' | 'end'> {
  const replace = database
    .prepare<[Record<string, string | number | null>], string>(`
      UPDATE key SET expires_at = min(coalesce(expires_at, @endAt), @endAt)
      WHERE project_id = @projectId AND kind = @kind AND (expires_at IS NULL OR expires_at > @at)
        AND is_from_setting >= @leastFromSetting AND (@keyId IS NULL OR key_id = @keyId) RETURNING key_id`)
    .pluck();
  const end = database.prepare<[number, string, string, number]>(`
    UPDATE key SET expires_at = ? WHERE project_id = ? AND key_id = ? AND (expires_at IS NULL OR expires_at > ?)`);
  return {
    replace: ({ projectId, kind, replaces, replacedEndAt, change: { at } }) => {
      if (replaces === 'none') return [];
      const keyId = typeof replaces === 'object' ? replaces.keyId : null;
      const leastFromSetting = replaces === 'from-setting' ? 1 : 0;
      return replace.all({ endAt: replacedEndAt ?? at, projectId, kind, at, leastFromSetting, keyId });
    },
    end: (projectId, keyId, at) => end.run(at, projectId, keyId, at).changes === 1,
  };
}

type SettingColumns = Pick<
  KeyRow,
  'scopes' | 'allowed_origins' | 'require_user_token' | 'requests_per_minute'
>;

function toKeyRow(keyId: string, { projectId, kind, key, settings, isFromSetting, change }: NewKey): KeyRow {
  return {
    key_id: keyId,
    project_id: projectId,
    kind,
    readable: kind === 'secret' ? null : key,
    ...toColumns({
      scopes: kind === 'secret' ? ['read', 'admin'] : [],
      allowedOrigins: null,
      requireUserToken: false,
      requestsPerMinute: null,
      ...settings,
    }),
    is_from_setting: isFromSetting ? 1 : 0,
    created_at: change.at,
    expires_at: null,
  };
}

function toColumns(settings: KeySettings): SettingColumns {
  const { scopes, allowedOrigins, requireUserToken, requestsPerMinute } = settings;
  return {
    scopes: scopes.join(' '),
    allowed_origins: allowedOrigins === null ? null : JSON.stringify(allowedOrigins),
    require_user_token: requireUserToken ? 1 : 0,
    requests_per_minute: requestsPerMinute,
  };
}
