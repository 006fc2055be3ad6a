import { existsSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { migrate } from '../migrate.ts';
import { explainDatabaseErrors, openDatabase } from '../open-database.ts';
import { PROJECT_SCHEMA } from './project-schema.ts';

/**
 * Opens a project's file for writing, makes it if there is none, and brings it to the newest schema.
 *
 * @throws CollectorError naming the file and the remedy.
 */
export function openProjectFile(path: string): Database {
  if (!existsSync(path)) createFile(path);
  const db = openDatabase(path);
  try {
    db.pragma('cache_size = -65536');
    db.pragma('wal_autocheckpoint = 4000');
    migrate(db, PROJECT_SCHEMA);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

// Only an empty file takes it: retention gives disk back page by page.
function createFile(path: string): void {
  explainDatabaseErrors(path, () => {
    const db = new SqliteDatabase(path);
    db.pragma('auto_vacuum = INCREMENTAL');
    db.exec('VACUUM');
    db.close();
  });
}
