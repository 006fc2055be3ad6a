import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { expect } from 'vitest';
import type { SentRequest } from '../faults/start-load.ts';

// A small database of each earlier schema, kept as it was: a new step of a schema needs one of the version before it.
const FIXTURES = resolve(import.meta.dirname, '../fixtures');

/** What the projects among them hold. */
export const ANNA: SentRequest = {
  userId: 'anna',
  messageIds: ['m-1', 'm-2', 'm-4', 'm-5'],
  isAcknowledged: true,
};
export const BERT: SentRequest = { userId: 'bert', messageIds: ['m-3'], isAcknowledged: true };

/** Puts one of them, such as `project-1`, at a path; answers the path. */
export function placeFixture(name: string, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gunzipSync(readFileSync(join(FIXTURES, `${name}.db.gz`))));
  return path;
}

/** The schema's version of a database that must be whole. */
export function versionOf(path: string): unknown {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    return database.pragma('user_version', { simple: true });
  } finally {
    database.close();
  }
}
