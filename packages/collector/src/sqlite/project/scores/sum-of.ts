import type { Database } from 'better-sqlite3';
import type { DailyAmount } from '../../../storage/score-reads.ts';
import { DaySet } from '../day-set.ts';
import type { StoredProfile } from '../profile-row.ts';
import type { ScoreSet } from './score-sets.ts';

/** The daily amounts of a profile on the days of a range, both ends included. */
export type ReadAmounts = (profile: number, range: { from: number; to?: number }) => DailyAmount[];

const SIGNALS = 65_536;

/**
 * Reads amounts where a profile has some. All days in one statement, and all cells in one row of it, day and signal as
 * one number: half of what a statement a day with a row a cell takes.
 */
export function prepareAmountsOf(db: Database): ReadAmounts {
  const daysOf = db.prepare<[number], Pick<StoredProfile, 'days_from' | 'days'>>(
    'SELECT days_from, days FROM profile WHERE id = ?',
  );
  const cellsOf = db
    .prepare<[string, number], [cells: string, amounts: string]>(`
      SELECT json_group_array(d.day * ${SIGNALS} + d.signal), json_group_array(d.amount)
      FROM json_each(?) j CROSS JOIN daily d ON d.day = j.value AND d.profile = ?`)
    .raw();
  return (profile, { from, to }) => {
    const { days_from = null, days = null } = daysOf.get(profile) ?? {};
    if (days === null) return [];
    const listed = new DaySet(days_from ?? 0, days).list(from, to);
    const [cells, amounts] = (cellsOf.get(JSON.stringify(listed), profile) ?? []).map((column): number[] =>
      JSON.parse(column),
    );
    return (cells ?? []).map((cell, i) => [Math.floor(cell / SIGNALS), cell % SIGNALS, amounts?.[i] ?? 0]);
  };
}

/** What a set's row holds of the daily amounts given. */
export function sumOf({ scale }: ScoreSet, amounts: readonly DailyAmount[], today: number): number {
  let a = 0;
  for (const [day, signal, amount] of amounts) {
    if (scale.counts(signal)) a += scale.pointsOf(signal, amount) * scale.shareOf(day, today);
  }
  return a;
}
