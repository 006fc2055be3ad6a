import type { Database } from 'better-sqlite3';

/** Runs work in a write transaction and returns once it is fsynced; rolls all of it back if it throws. */
export type Transact = <Result>(work: () => Result) => Result;

/** @param recover brings memory back to what the database holds: before the work that follows a rollback. */
export function createTransact(db: Database, recover: () => void): Transact {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  let mustRecover = false;
  return (work) => {
    if (mustRecover) recover();
    mustRecover = false;
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      mustRecover = true;
      // On some failures SQLite has rolled back by itself.
      if (db.inTransaction) rollback.run();
      throw error;
    }
  };
}
