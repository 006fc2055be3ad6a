import type { Migration } from '../migrate.ts';

/**
 * Events lie in runs within their day. A commit of some thousand events of some thousand people touches the pages of
 * one run, where without runs each event touches a page of its own.
 */
export const EVENT_RUNS_SCHEMA: Migration = (database) => {
  database.exec(`
    ALTER TABLE event RENAME TO event_before;
    CREATE TABLE event (
      day INTEGER NOT NULL,
      run INTEGER NOT NULL,
      profile INTEGER NOT NULL,
      key BLOB NOT NULL,
      type INTEGER NOT NULL,
      name INTEGER,
      at INTEGER NOT NULL,
      message_id TEXT,
      flags INTEGER NOT NULL,
      client INTEGER,
      body TEXT,
      context TEXT,
      ids TEXT,
      PRIMARY KEY (day, run, profile, key)
    ) WITHOUT ROWID;
    INSERT INTO event SELECT day, 0, profile, key, type, name, at, message_id, flags, client, body, context, ids
      FROM event_before ORDER BY day, profile, key;
    DROP TABLE event_before;
  `);
};
