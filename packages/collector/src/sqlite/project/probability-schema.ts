import type { Migration } from '../migrate.ts';

/**
 * Probabilities that versions' scores stand for, each with its evidence as JSON; and how far the building of a version's
 * score rows has come: `done` from 0 to 1, `began_at` in milliseconds since 1970 UTC.
 */
export const PROBABILITY_SCHEMA: Migration = (database) => {
  database.exec(`
    CREATE TABLE version_probability (
      model TEXT NOT NULL,
      version INTEGER NOT NULL,
      content TEXT NOT NULL,
      set_at INTEGER NOT NULL,
      set_by TEXT NOT NULL,
      PRIMARY KEY (model, version),
      FOREIGN KEY (model, version) REFERENCES model_version (model, version)
    ) WITHOUT ROWID;
    ALTER TABLE score_set ADD COLUMN done REAL NOT NULL DEFAULT 0;
    ALTER TABLE score_set ADD COLUMN began_at INTEGER NOT NULL DEFAULT 0;
  `);
};
