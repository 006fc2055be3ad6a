import type { Database } from 'better-sqlite3';

/** Runs work in a write transaction and returns once it is fsynced; rolls all of it back if it throws. */
export type Transact = <Result>(work: () => Result) => Result;

/** @param onRollback brings memory back to what the database holds. */
export function createTransact(db: Database, onRollback: () => void): Transact {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // On some failures SQLite has rolled back by itself.
      if (db.inTransaction) rollback.run();
      onRollback();
      throw error;
    }
  };
}
