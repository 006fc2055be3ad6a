import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CollectorError } from '../collector-error.ts';
import { type Migration, migrate } from './migrate.ts';

const makeTable: Migration = (database) => database.exec('CREATE TABLE a (x)');
const addColumn: Migration = (database) => database.exec('ALTER TABLE a ADD COLUMN y');

test('runs only the missing steps and remembers the version', () => {
  const database = new SqliteDatabase(':memory:');
  migrate(database, [makeTable]);
  migrate(database, [makeTable, addColumn]);
  expect(database.pragma('user_version', { simple: true })).toBe(2);
  expect(database.pragma('table_info(a)')).toHaveLength(2);
});

test('leaves nothing behind when a step fails', () => {
  const database = new SqliteDatabase(':memory:');
  const broken: Migration = (db) => db.exec('CREATE TABLE b (');
  expect(() => migrate(database, [makeTable, broken])).toThrow(/incomplete input/);
  expect(database.pragma('user_version', { simple: true })).toBe(0);
  expect(database.pragma('table_info(a)')).toHaveLength(0);
});

test('refuses a database of a newer program, naming both versions', () => {
  const database = new SqliteDatabase(':memory:');
  database.pragma('user_version = 9');
  expect(() => migrate(database, [makeTable])).toThrow(CollectorError);
  expect(() => migrate(database, [makeTable])).toThrow(/schema version 9.*up to 1/);
});
