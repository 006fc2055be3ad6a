import type { Database } from 'better-sqlite3';
import type { AccountTables } from './account-tables.ts';
import type { DailyCounts } from './daily-counts.ts';
import type { IdentityTable } from './identity-table.ts';
import type { ProfileRow } from './profile-row.ts';
import type { ProfileTable } from './profile-table.ts';
import type { ScoreChanges } from './scores/score-changes.ts';
import type { SignalTable } from './signal-table.ts';
import type { TraitTables } from './trait-tables.ts';

export interface AbsorbTables {
  profiles: ProfileTable;
  identities: IdentityTable;
  counts: DailyCounts;
  signals: SignalTable;
  traits: TraitTables;
  accounts: AccountTables;
  scoreChanges: ScoreChanges;
}

/** Makes one profile part of another: what it had becomes the survivor's, its ids resolve to it for ever. */
export type AbsorbProfile = (absorbed: ProfileRow, survivor: ProfileRow) => void;

/**
 * Daily amounts are summed, distinct values united, traits and memberships keep their latest, first seen the earlier,
 * last active the later. Event rows stay where they are. Costs what the absorbed profile has: its days are known.
 */
export function createAbsorbProfile(db: Database, tables: AbsorbTables): AbsorbProfile {
  const moveDay = prepareDayMove(db, tables);
  const flatten = db.prepare<[number, number]>('UPDATE profile SET merged_into = ? WHERE merged_into = ?');
  const { profiles, identities, counts, traits, accounts } = tables;
  return (absorbed, survivor) => {
    counts.flush();
    profiles.flush();
    for (const day of absorbed.days.list()) moveDay(day, absorbed.id, survivor.id);
    identities.move(absorbed.id, survivor.id);
    traits.move(absorbed.id, survivor.id);
    accounts.move(absorbed.id, survivor.id);
    flatten.run(survivor.id, absorbed.id);
    uniteRows(absorbed, survivor, profiles);
    tables.scoreChanges.recompute(survivor.id);
  };
}

function uniteRows(absorbed: ProfileRow, survivor: ProfileRow, profiles: ProfileTable): void {
  absorbed.mergedInto = survivor.id;
  profiles.change(absorbed);
  survivor.days.addAll(absorbed.days);
  survivor.firstSeenAt = Math.min(survivor.firstSeenAt, absorbed.firstSeenAt);
  survivor.lastActiveDay = latest(survivor.lastActiveDay, absorbed.lastActiveDay);
  if (absorbed.optOut !== null) profiles.chooseOptOut(survivor, absorbed.optOut);
  profiles.change(survivor);
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function prepareDayMove(
  db: Database,
  { signals, counts }: AbsorbTables,
): (day: number, from: number, to: number) => void {
  const cellsOf = db.prepare<[number, number], { signal: number; amount: number }>(
    'SELECT signal, amount FROM daily WHERE day = ? AND profile = ?',
  );
  const copyValues = db.prepare<[number, number, number, number]>(`
    INSERT OR IGNORE INTO daily_distinct (day, profile, signal, value)
    SELECT day, ?, signal, value FROM daily_distinct WHERE day = ? AND profile = ? AND signal = ?`);
  const removeCells = db.prepare<[number, number]>('DELETE FROM daily WHERE day = ? AND profile = ?');
  const removeValues = db.prepare<[number, number]>(
    'DELETE FROM daily_distinct WHERE day = ? AND profile = ?',
  );
  return (day, from, to) => {
    for (const { signal, amount } of cellsOf.all(day, from)) {
      const { measure } = signals.get(signal);
      const isDistinct = measure !== 'count' && 'distinct' in measure;
      const added = isDistinct ? copyValues.run(to, day, from, signal).changes : amount;
      if (added !== 0) counts.add({ day, profile: to, signal }, added);
    }
    removeCells.run(day, from);
    removeValues.run(day, from);
  };
}
