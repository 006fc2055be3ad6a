import { toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { SignalCount } from '../../storage/project-storage.ts';
import type { ProfileRow } from './profile-row.ts';

/** A profile's daily amounts, oldest day first: one seek for each of the days it has rows on. */
export function prepareListCounts(
  db: Database,
): (profile: ProfileRow, range: { from?: number; to: number }) => SignalCount[] {
  const cellsOf = db.prepare<[number, number], { signal: number; amount: number }>(
    'SELECT signal, amount FROM daily WHERE day = ? AND profile = ? ORDER BY signal',
  );
  return ({ id, days }, { from, to }) =>
    days.list(from, to).flatMap((dayNumber) => {
      const day = toDayString(dayNumber);
      return cellsOf.all(dayNumber, id).map(({ signal, amount }) => ({ day, signalId: signal, amount }));
    });
}
