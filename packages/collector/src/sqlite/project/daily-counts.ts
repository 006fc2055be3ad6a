import type { Database } from 'better-sqlite3';
import type { ScoreChanges } from './scores/score-changes.ts';

/** A signal of a profile on a day. */
export interface Cell {
  day: number;
  profile: number;
  signal: number;
}

/** Daily amounts, added up in memory and written once a group and cell. */
export interface DailyCounts {
  add(cell: Cell, amount: number): void;
  flush(): void;
  /** Forgets what is not written: after a rollback. */
  clear(): void;
}

/** Profile and signal share one number as a key; 2^16 signals leave 2^37 profiles. */
export const SIGNALS = 65_536;

export function createDailyCounts(db: Database, scoreChanges: Pick<ScoreChanges, 'add'>): DailyCounts {
  const upsert = db.prepare<[number, number, number, number]>(`
    INSERT INTO daily (day, profile, signal, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const days = new Map<number, Map<number, number>>();
  return {
    add({ day, profile, signal }, amount) {
      const cells = days.get(day) ?? new Map<number, number>();
      if (cells.size === 0) days.set(day, cells);
      const key = profile * SIGNALS + signal;
      cells.set(key, (cells.get(key) ?? 0) + amount);
    },
    flush() {
      for (const [day, cells] of days) {
        // In the order of the table: its pages are then met one after the other.
        for (const key of Float64Array.from(cells.keys()).sort()) {
          const profile = Math.floor(key / SIGNALS);
          const signal = key % SIGNALS;
          const amount = cells.get(key) ?? 0;
          upsert.run(day, profile, signal, amount);
          scoreChanges.add({ day, profile, signal }, amount);
        }
      }
      days.clear();
    },
    clear: () => days.clear(),
  };
}
