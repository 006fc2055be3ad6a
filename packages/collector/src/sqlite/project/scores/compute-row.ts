import type { Database } from 'better-sqlite3';
import type { DaySet } from '../day-set.ts';
import type { ScoreSet } from './score-sets.ts';

/** A daily amount of a profile. */
export type CountedCell = [day: number, signal: number, amount: number];

/** All daily amounts of a profile, read where it has rows. */
export function prepareCellsOf(db: Database): (profile: number, days: DaySet, from: number) => CountedCell[] {
  const cellsOf = db
    .prepare<[number, number], [signal: number, amount: number]>(
      'SELECT signal, amount FROM daily WHERE day = ? AND profile = ?',
    )
    .raw();
  return (profile, days, from) =>
    days
      .list(from)
      .flatMap((day) =>
        cellsOf.all(day, profile).map(([signal, amount]): CountedCell => [day, signal, amount]),
      );
}

/** What a set's row holds of the daily amounts given. */
export function sumOf({ scale }: ScoreSet, cells: readonly CountedCell[], today: number): number {
  let a = 0;
  for (const [day, signal, amount] of cells) {
    if (scale.counts(signal)) a += scale.pointsOf(signal, amount) * scale.shareOf(day, today);
  }
  return a;
}
