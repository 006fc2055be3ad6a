import { randomBytes } from 'node:crypto';
import type { Migration } from '../migrate.ts';

/** Tombstones of erased ids with the key of their hashes, and the audit of what happens inside a project. */
export const ERASURE_SCHEMA: Migration = (database) => {
  database.exec(`
    CREATE TABLE tombstone (id_hash TEXT PRIMARY KEY, erased_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL
    );
  `);
  database
    .prepare('INSERT INTO meta (name, value) VALUES (?, ?)')
    .run('tombstone_key', randomBytes(32).toString('hex'));
};
