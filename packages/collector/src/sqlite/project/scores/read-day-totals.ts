import { toDayNumber, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { DayTotal, DayTotalContent, DayTotalQuery } from '../../../storage/score-reads.ts';

/** The totals of closed days of a model, oldest first. */
export function prepareListDayTotals(db: Database): (query: DayTotalQuery) => DayTotal[] {
  const select = db.prepare<
    [string, number, number],
    { version: number; day: number; content: string | null }
  >(
    'SELECT version, day, content FROM day_total WHERE model = ? AND day BETWEEN ? AND ? ORDER BY day, version',
  );
  return ({ modelId, from, to }) =>
    select
      .all(modelId, toDayNumber(from, 'from'), toDayNumber(to, 'to'))
      .map(({ version, day, content }) => ({
        version,
        day: toDayString(day),
        content: content === null ? null : (JSON.parse(content) as DayTotalContent),
      }));
}
