import type { Database } from 'better-sqlite3';
import { DaySet } from '../day-set.ts';
import type { StoredProfile } from '../profile-row.ts';
import type { ScoreSet } from './score-sets.ts';

/** A daily amount of a profile. */
export type CountedCell = [day: number, signal: number, amount: number];

/** All daily amounts of a profile from a day on, read where it has rows. */
export function prepareCellsOf(db: Database): (profile: number, from: number) => CountedCell[] {
  const daysOf = db.prepare<[number], Pick<StoredProfile, 'days_from' | 'days'>>(
    'SELECT days_from, days FROM profile WHERE id = ?',
  );
  const cellsOf = db
    .prepare<[number, number], [signal: number, amount: number]>(
      'SELECT signal, amount FROM daily WHERE day = ? AND profile = ?',
    )
    .raw();
  return (profile, from) => {
    const { days_from = null, days = null } = daysOf.get(profile) ?? {};
    if (days === null) return [];
    return new DaySet(days_from ?? 0, days)
      .list(from)
      .flatMap((day) =>
        cellsOf.all(day, profile).map(([signal, amount]): CountedCell => [day, signal, amount]),
      );
  };
}

/** What a set's row holds of the daily amounts given. */
export function sumOf({ scale }: ScoreSet, cells: readonly CountedCell[], today: number): number {
  let a = 0;
  for (const [day, signal, amount] of cells) {
    if (scale.counts(signal)) a += scale.pointsOf(signal, amount) * scale.shareOf(day, today);
  }
  return a;
}
