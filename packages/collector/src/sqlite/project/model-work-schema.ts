import type { Migration } from '../migrate.ts';

/**
 * What work on models needs: how much of each signal came in each hour, of everybody together (whole hours since 1970 UTC);
 * versions that are drafts; and the events that outcomes are known by.
 */
export const MODEL_WORK_SCHEMA: Migration = (database) => {
  database.exec(`
    CREATE TABLE hourly (
      hour INTEGER NOT NULL,
      signal INTEGER NOT NULL,
      amount REAL NOT NULL,
      PRIMARY KEY (hour, signal)
    ) WITHOUT ROWID;

    CREATE TABLE new_version (
      model TEXT NOT NULL REFERENCES model (id),
      version INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('draft', 'filling', 'published')),
      definition TEXT NOT NULL,
      signal_ids TEXT NOT NULL,
      author TEXT NOT NULL,
      reason TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      published_at INTEGER,
      published_by TEXT,
      PRIMARY KEY (model, version)
    ) WITHOUT ROWID;
    INSERT INTO new_version
      SELECT model, version, state, definition, signal_ids, author, reason, created_at, published_at,
        CASE WHEN published_at IS NULL THEN NULL ELSE author END FROM model_version;
    DROP TABLE model_version;
    ALTER TABLE new_version RENAME TO model_version;

    CREATE TABLE outcome (
      name TEXT PRIMARY KEY,
      event TEXT NOT NULL,
      good INTEGER NOT NULL,
      once INTEGER NOT NULL
    ) WITHOUT ROWID;
  `);
};
