import type { Database } from 'better-sqlite3';
import type { StepDone } from './run-in-steps.ts';

/** A row's key, or a place between two. */
type Key = (number | Buffer | null)[];

/** Takes the oldest days or hours out of a table whose key begins with them. */
export interface DayRetirement {
  /** Whether it has rows of before that one. */
  isDue(before: number): boolean;
  /** Removes up to `limit` of them, the oldest first, in the caller's transaction. */
  remove(before: number, limit: number): StepDone;
}

export interface DayTable {
  name: 'event' | 'daily' | 'daily_distinct' | 'hourly';
  /** SQL that keeps something of the rows for which the condition holds, before they go. */
  keep?: (isBefore: string) => string;
}

export function prepareDayRetirement(db: Database, { name, keep }: DayTable): DayRetirement {
  const key = readKey(db, name);
  const [day] = key;
  const columns = key.join(', ');
  const isBefore = `(${columns}) < (${key.map(() => '?').join(', ')})`;
  const any = db.prepare<[number], number>(`SELECT 1 FROM ${name} WHERE ${day} < ? LIMIT 1`).pluck();
  const findEnd = db
    .prepare<[number, number], Key>(
      `SELECT ${columns} FROM ${name} WHERE ${day} < ? ORDER BY ${columns} LIMIT 1 OFFSET ?`,
    )
    .raw();
  const keepSome = keep && db.prepare<Key>(keep(isBefore));
  const remove = db.prepare<Key>(`DELETE FROM ${name} WHERE ${isBefore}`);
  return {
    isDue: (before) => any.get(before) !== undefined,
    remove(before, limit) {
      const end = findEnd.get(before, limit);
      // Nothing comes before NULL: of that day itself no row is meant.
      const place = end ?? key.map((_, index) => (index === 0 ? before : null));
      keepSome?.run(...place);
      return { count: remove.run(...place).changes, isMore: end !== undefined };
    },
  };
}

/** The columns of a table's primary key, in its order. */
function readKey(db: Database, table: string): string[] {
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(table);
}
