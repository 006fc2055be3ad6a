import type { Migration } from '../../migrate.ts';
import { EVENT_FLAGS, MESSAGE_TYPES } from '../event-row.ts';

const EVENT_TYPES = ['track', 'page', 'screen']
  .map((type) => MESSAGE_TYPES.indexOf(type as 'track'))
  .join(', ');

/**
 * Score rows, made of the daily counts and made again from them whenever in doubt.
 *
 * `score_set`: the rows of one model version; `landmark` is the day that half-lives are counted from. `score_row`: what
 * a profile has in a set, `score_rank`: the same in order, `score_tally`: how many of them by size. `score_journal`:
 * profiles whose rows lack something, so that a crash costs only them. `activity`: when a profile was last active, 0 for never.
 * `day_total`: closed days by version; `content` is null until it is computed, and again when a late event touched it.
 */
export const SCORE_SCHEMA: Migration = (database) => {
  database.exec(`
    CREATE TABLE score_set (
      id INTEGER PRIMARY KEY,
      model TEXT NOT NULL,
      version INTEGER NOT NULL,
      landmark INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('building', 'live', 'retired'))
    );
    CREATE TABLE score_row (
      score_set INTEGER NOT NULL,
      profile INTEGER NOT NULL,
      standing INTEGER NOT NULL,
      a REAL NOT NULL,
      p REAL NOT NULL,
      PRIMARY KEY (score_set, profile)
    ) WITHOUT ROWID;
    CREATE TABLE score_rank (
      score_set INTEGER NOT NULL,
      standing INTEGER NOT NULL,
      a REAL NOT NULL,
      profile INTEGER NOT NULL,
      PRIMARY KEY (score_set, standing, a, profile)
    ) WITHOUT ROWID;
    CREATE TABLE score_tally (
      score_set INTEGER NOT NULL,
      standing INTEGER NOT NULL,
      bucket INTEGER NOT NULL,
      profiles INTEGER NOT NULL,
      PRIMARY KEY (score_set, standing, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE score_journal (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, profiles BLOB NOT NULL);
    CREATE TABLE activity (profile INTEGER PRIMARY KEY, at INTEGER NOT NULL);
    CREATE INDEX activity_at ON activity (at, profile);
    CREATE INDEX profile_first_seen ON profile (first_seen_at, id) WHERE merged_into IS NULL;
    CREATE TABLE day_total (
      model TEXT NOT NULL,
      version INTEGER NOT NULL,
      day INTEGER NOT NULL,
      content TEXT,
      PRIMARY KEY (model, version, day)
    ) WITHOUT ROWID;
  `);
  database.exec(`
    INSERT INTO activity (profile, at)
    SELECT p.id, coalesce((SELECT max(e.at) FROM event e
      WHERE e.day = p.last_active_day AND e.run IN (
          WITH RECURSIVE runs (run) AS (
            SELECT 0 UNION ALL
            SELECT run + 1 FROM runs WHERE run < (SELECT max(run) FROM event WHERE day = p.last_active_day)
          ) SELECT run FROM runs)
        AND e.profile IN (SELECT p.id UNION ALL SELECT m.id FROM profile m WHERE m.merged_into = p.id)
        AND e.type IN (${EVENT_TYPES}) AND e.flags & ${EVENT_FLAGS.passive | EVENT_FLAGS.bot} = 0), 0)
    FROM profile p WHERE p.merged_into IS NULL`);
};
