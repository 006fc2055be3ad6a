import type { Migration } from '../migrate.ts';

/** The steps of control.db's schema. A released step never changes; new ones are added at the end. */
export const CONTROL_MIGRATIONS: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE project (
        project_id TEXT PRIMARY KEY,
        time_zone TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE key (
        key_id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES project,
        kind TEXT NOT NULL CHECK (kind IN ('write', 'secret')),
        hash BLOB NOT NULL UNIQUE,
        write_key TEXT CHECK ((write_key IS NOT NULL) = (kind = 'write')),
        scopes TEXT NOT NULL,
        allowed_origins TEXT,
        require_user_token INTEGER NOT NULL DEFAULT 0,
        is_from_setting INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        expires_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX key_by_project ON key (project_id, kind);

      CREATE TABLE session (
        hash BLOB PRIMARY KEY,
        project_id TEXT REFERENCES project,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE login_link (
        hash BLOB PRIMARY KEY,
        project_id TEXT REFERENCES project,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL
      ) STRICT;

      CREATE TABLE write_check (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL) STRICT;
      INSERT INTO write_check VALUES (1, 0);
    `),
  (database) =>
    database.exec(`
      CREATE TABLE new_key (
        key_id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES project,
        kind TEXT NOT NULL CHECK (kind IN ('write', 'secret', 'token')),
        hash BLOB NOT NULL UNIQUE,
        readable TEXT CHECK ((readable IS NULL) = (kind = 'secret')),
        scopes TEXT NOT NULL,
        allowed_origins TEXT,
        require_user_token INTEGER NOT NULL,
        requests_per_minute INTEGER,
        is_from_setting INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER
      ) STRICT, WITHOUT ROWID;
      INSERT INTO new_key
        SELECT key_id, project_id, kind, hash, write_key, scopes, allowed_origins, require_user_token, NULL,
          is_from_setting, created_at, expires_at FROM key;
      DROP TABLE key;
      ALTER TABLE new_key RENAME TO key;
      CREATE INDEX key_by_project ON key (project_id, kind);

      ALTER TABLE session ADD COLUMN key_id TEXT;
      ALTER TABLE login_link ADD COLUMN key_id TEXT;
      ALTER TABLE audit ADD COLUMN project_id TEXT;
    `),
  (database) =>
    database.exec(`
      CREATE TABLE tombstone (
        project_id TEXT NOT NULL,
        id_hash TEXT NOT NULL,
        erased_at INTEGER NOT NULL,
        PRIMARY KEY (project_id, id_hash)
      ) STRICT, WITHOUT ROWID;
    `),
];
