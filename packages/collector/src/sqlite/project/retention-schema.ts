import type { Migration } from '../migrate.ts';

/** When somebody was last active by events that are kept no more, under the profile number that their rows had. */
export const RETENTION_SCHEMA: Migration = (database) => {
  database.exec('CREATE TABLE retired_activity (profile INTEGER PRIMARY KEY, at INTEGER NOT NULL)');
};
