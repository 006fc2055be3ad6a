import { type DayString, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';
import type { SignalCount } from '../../storage/project-storage.ts';
import type { ProfileRow } from './profile-row.ts';

// Writing a date takes a third of the time of reading its cells, and all profiles share the same days.
const REMEMBERED_DAYS = 1_000;

/** A profile's daily amounts, oldest day first: one seek for each of the days it has rows on. */
export function prepareListCounts(
  db: Database,
): (profile: ProfileRow, range: { from: number; to: number }) => SignalCount[] {
  const cellsOf = db
    .prepare<[number, number], [signal: number, amount: number]>(
      'SELECT signal, amount FROM daily WHERE day = ? AND profile = ? ORDER BY signal',
    )
    .raw();
  const names = new RecentCache<number, DayString>(REMEMBERED_DAYS);

  function nameOf(day: number): DayString {
    const name = names.get(day) ?? toDayString(day);
    names.set(day, name);
    return name;
  }

  return ({ id, days }, { from, to }) => {
    const counts: SignalCount[] = [];
    for (const dayNumber of days.list(from, to)) {
      const day = nameOf(dayNumber);
      for (const [signalId, amount] of cellsOf.all(dayNumber, id)) counts.push({ day, signalId, amount });
    }
    return counts;
  };
}
