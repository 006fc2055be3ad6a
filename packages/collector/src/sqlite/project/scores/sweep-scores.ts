import type { Database } from 'better-sqlite3';
import type { RunStep } from './build-score-set.ts';

const ROWS_PER_STEP = 2_000;

/** Removes the rows of a retired set, in steps. */
export function createScoreSweep(db: Database): (set: number, runStep: RunStep) => Promise<void> {
  const tables = [
    prepareRemoval(db, { table: 'score_rank', rest: 'standing, a, profile' }),
    prepareRemoval(db, { table: 'score_row', rest: 'profile' }),
    prepareRemoval(db, { table: 'score_tally', rest: 'standing, bucket' }),
  ];
  return async (set, runStep) => {
    for (const removeSome of tables) while (await runStep(() => removeSome(set)));
  };
}

/** `rest`: the columns of the table's key after the set. */
function prepareRemoval(
  db: Database,
  { table, rest }: { table: string; rest: string },
): (set: number) => boolean {
  const findEnd = db
    .prepare<[number, number], number[]>(
      `SELECT ${rest} FROM ${table} WHERE score_set = ? ORDER BY ${rest} LIMIT 1 OFFSET ?`,
    )
    .raw();
  const places = rest.replaceAll(/\w+/g, '?');
  const removePart = db.prepare<number[]>(
    `DELETE FROM ${table} WHERE score_set = ? AND (${rest}) < (${places})`,
  );
  const removeRest = db.prepare<[number]>(`DELETE FROM ${table} WHERE score_set = ?`);
  return (set) => {
    const end = findEnd.get(set, ROWS_PER_STEP);
    if (end === undefined) removeRest.run(set);
    else removePart.run(set, ...end);
    return end !== undefined;
  };
}
