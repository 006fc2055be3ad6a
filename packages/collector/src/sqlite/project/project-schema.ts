import type { Migration } from '../migrate.ts';
import { ERASURE_SCHEMA } from './erasure-schema.ts';
import { EVENT_RUNS_SCHEMA } from './event-runs-schema.ts';
import { MODEL_WORK_SCHEMA } from './model-work-schema.ts';
import { PROBABILITY_SCHEMA } from './probability-schema.ts';
import { RETENTION_SCHEMA } from './retention-schema.ts';
import { SCORE_SCHEMA } from './scores/score-schema.ts';

/**
 * Version 1 of a project's file. Days are whole days since 1970-01-01 in the project's zone, times milliseconds since
 * 1970 UTC. Leading with the day keeps the pages in use few, lays a person's day together, and makes retention a
 * range delete. `message_id` columns hold what ties are broken by: traits and memberships go to the latest by
 * (at, message_id).
 */
const SCHEMA_1 = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE seen (key BLOB PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE event_name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE client (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE event (
  day INTEGER NOT NULL,
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
  PRIMARY KEY (day, profile, key)
) WITHOUT ROWID;

CREATE TABLE daily (
  day INTEGER NOT NULL,
  profile INTEGER NOT NULL,
  signal INTEGER NOT NULL,
  amount REAL NOT NULL,
  PRIMARY KEY (day, profile, signal)
) WITHOUT ROWID;

CREATE TABLE daily_distinct (
  day INTEGER NOT NULL,
  profile INTEGER NOT NULL,
  signal INTEGER NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (day, profile, signal, value)
) WITHOUT ROWID;

CREATE TABLE profile (
  id INTEGER PRIMARY KEY,
  user_id TEXT,
  merged_into INTEGER,
  first_seen_at INTEGER NOT NULL,
  last_active_day INTEGER,
  days_from INTEGER,
  days BLOB,
  opted_out INTEGER NOT NULL DEFAULT 0,
  opted_at INTEGER,
  opted_message_id TEXT
);
CREATE INDEX profile_merged ON profile (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE identity (
  kind INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  profile INTEGER NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (kind, external_id)
) WITHOUT ROWID;
CREATE INDEX identity_profile ON identity (profile, kind, linked_at);

CREATE TABLE trait (
  profile INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (profile, name)
) WITHOUT ROWID;
CREATE INDEX trait_value ON trait (name, value);

CREATE TABLE account (id INTEGER PRIMARY KEY, group_id TEXT NOT NULL UNIQUE, first_seen_at INTEGER NOT NULL);

CREATE TABLE account_trait (
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  trusted INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) WITHOUT ROWID;

CREATE TABLE membership (
  profile INTEGER NOT NULL,
  account INTEGER NOT NULL,
  day INTEGER NOT NULL,
  at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (profile, account, day)
) WITHOUT ROWID;
CREATE INDEX membership_account ON membership (account, profile);

CREATE TABLE seats (
  account INTEGER NOT NULL,
  day INTEGER NOT NULL,
  seats INTEGER,
  at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (account, day)
) WITHOUT ROWID;

CREATE TABLE rejected (
  id INTEGER PRIMARY KEY,
  key BLOB UNIQUE,
  message_id TEXT,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  size_bytes INTEGER,
  raw TEXT,
  sent TEXT
);

CREATE TABLE dropped (anonymous_id TEXT PRIMARY KEY, total INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE signal (
  id INTEGER PRIMARY KEY,
  definition TEXT NOT NULL UNIQUE,
  counted TEXT NOT NULL,
  filled_from INTEGER NOT NULL
);

CREATE TABLE model (id TEXT PRIMARY KEY, is_main INTEGER NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE model_version (
  model TEXT NOT NULL REFERENCES model (id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('filling', 'published')),
  definition TEXT NOT NULL,
  signal_ids TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  published_at INTEGER,
  PRIMARY KEY (model, version)
) WITHOUT ROWID;
`;

/** Every step of a project file's schema, oldest first. */
export const PROJECT_SCHEMA: readonly Migration[] = [
  (database) => database.exec(SCHEMA_1),
  ERASURE_SCHEMA,
  EVENT_RUNS_SCHEMA,
  RETENTION_SCHEMA,
  MODEL_WORK_SCHEMA,
  SCORE_SCHEMA,
  PROBABILITY_SCHEMA,
];
