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
];
