import type { Database } from 'better-sqlite3';

export type CellPlace = [day: number, profile: number, signal: number];
export type OnCell = (day: number, profile: number, signal: number, amount: number) => void;

/**
 * Tells of the daily counts' cells after a place, at most `limit`, in the order of the table; gives the place of the last
 * one, undefined at the end. By a function that SQLite calls: a row handed over as a list takes four times as long.
 */
export type WalkCells = (onCell: OnCell, page: { after: CellPlace; limit: number }) => CellPlace | undefined;

export function prepareWalkCells(db: Database): WalkCells {
  let tell: OnCell = () => undefined;
  let last: CellPlace = [0, 0, 0];
  db.function('walk_cell', (day: number, profile: number, signal: number, amount: number) => {
    tell(day, profile, signal, amount);
    last = [day, profile, signal];
    return 1;
  });
  const walk = db
    .prepare<[number, number, number, number], number>(`
      SELECT count(walk_cell(day, profile, signal, amount)) FROM (
        SELECT day, profile, signal, amount FROM daily WHERE (day, profile, signal) > (?, ?, ?)
        ORDER BY day, profile, signal LIMIT ?)`)
    .pluck();
  return (onCell, { after, limit }) => {
    tell = onCell;
    return walk.get(...after, limit) === limit ? last : undefined;
  };
}
