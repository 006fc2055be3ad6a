import type { Database } from 'better-sqlite3';
import type { DailyAmount } from '../../../storage/score-reads.ts';
import { DaySet } from '../day-set.ts';
import type { StoredProfile } from '../profile-row.ts';

/** A profile's daily amounts on some days, in their order. */
export type ReadAmounts = (profile: number, days: readonly number[]) => DailyAmount[];

// The place of a day and a signal share one number: 2^16 signals.
const SIGNALS = 65_536;
// SQLite writes a whole number faster than one with a fraction, and most amounts are whole.
const AMOUNT = 'iif(d.amount = CAST(d.amount AS INTEGER), CAST(d.amount AS INTEGER), d.amount)';

/**
 * Reads all days in one statement, and all cells in one row of it: half of what a statement a day with a row a cell
 * takes.
 */
export function prepareReadAmounts(db: Database): ReadAmounts {
  const cellsOf = db
    .prepare<[string, number], [cells: string, amounts: string]>(`
      SELECT json_group_array(j.key * ${SIGNALS} + d.signal), json_group_array(${AMOUNT})
      FROM json_each(?) j CROSS JOIN daily d ON d.day = j.value AND d.profile = ?`)
    .raw();
  return (profile, days) => {
    const columns = cellsOf.get(JSON.stringify(days), profile) ?? [];
    const [cells = [], amounts = []] = columns.map((column): number[] => JSON.parse(column));
    return cells.map((cell, i) => [days[Math.floor(cell / SIGNALS)] ?? 0, cell % SIGNALS, amounts[i] ?? 0]);
  };
}

/** The daily amounts of a profile on the days of a range that it has some on, both ends included. */
export function prepareAmountsOf(
  db: Database,
): (profile: number, range: { from: number; to?: number }) => DailyAmount[] {
  const daysOf = db.prepare<[number], Pick<StoredProfile, 'days_from' | 'days'>>(
    'SELECT days_from, days FROM profile WHERE id = ?',
  );
  const readAmounts = prepareReadAmounts(db);
  return (profile, { from, to }) => {
    const { days_from, days } = daysOf.get(profile) ?? {};
    if (!days) return [];
    return readAmounts(profile, new DaySet(days_from ?? 0, days).list(from, to));
  };
}
