import type { Database } from 'better-sqlite3';
import type { WorkStep } from './run-in-steps.ts';

/** A table without an index by age, where old rows are found by walking through all of it. */
export interface SweptTable {
  name: 'seen' | 'membership' | 'seats' | 'dropped';
  /** Columns of the primary key. */
  key: readonly string[];
  /** SQL that says of a row whether it may go: days before `@before` are not kept. */
  isOld: string;
}

type Key = Record<string, number | string | Buffer>;

/** Begins walks through the table, each removing what is too old for the day given; `limit` rows are looked at a step. */
export function prepareSweep(db: Database, { name, key, isOld }: SweptTable): (before: number) => WorkStep {
  const columns = key.join(', ');
  const place = (prefix: string) => `(${key.map((column) => `@${prefix}_${column}`).join(', ')})`;
  const columnsAs = (prefix: string) => key.map((column) => `${column} AS ${prefix}_${column}`).join(', ');
  const isPast = `(${columns}) >= ${place('from')}`;
  const first = db.prepare<[], Key>(`SELECT ${columnsAs('from')} FROM ${name} ORDER BY ${columns} LIMIT 1`);
  const findEnd = db.prepare<[Key], Key>(
    `SELECT ${columnsAs('to')} FROM ${name} WHERE ${isPast} ORDER BY ${columns} LIMIT 1 OFFSET @limit`,
  );
  const removePart = db.prepare<[Key]>(
    `DELETE FROM ${name} WHERE ${isPast} AND (${columns}) < ${place('to')} AND ${isOld}`,
  );
  const removeRest = db.prepare<[Key]>(`DELETE FROM ${name} WHERE ${isPast} AND ${isOld}`);
  return (before) => {
    let from: Key | undefined;
    return (limit) => {
      from ??= first.get();
      if (from === undefined) return { count: 0, isMore: false };
      const end = findEnd.get({ ...from, limit });
      if (end === undefined) return { count: removeRest.run({ ...from, before }).changes, isMore: false };
      const { changes } = removePart.run({ ...from, ...end, before });
      from = Object.fromEntries(
        Object.entries(end).map(([column, value]) => [column.replace('to_', 'from_'), value]),
      );
      return { count: changes, isMore: true };
    };
  };
}
