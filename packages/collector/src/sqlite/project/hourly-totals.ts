import type { Database } from 'better-sqlite3';
import type { HourRange, SignalTotal } from '../../storage/project-storage.ts';

/** How much of each signal came in each hour, added up in memory and written once a group and hour. */
export interface HourlyTotals {
  /** `hour` in whole hours since 1970 UTC. */
  add(hour: number, signal: number, amount: number): void;
  flush(): void;
  /** Forgets what is not written: after a rollback. */
  clear(): void;
}

export const HOUR_MS = 3_600_000;
// Hour and signal share one number as a key: 2^16 signals.
const SIGNALS = 65_536;

export function createHourlyTotals(db: Database): HourlyTotals {
  const upsert = db.prepare<[number, number, number]>(`
    INSERT INTO hourly (hour, signal, amount) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const totals = new Map<number, number>();
  return {
    add(hour, signal, amount) {
      const key = hour * SIGNALS + signal;
      totals.set(key, (totals.get(key) ?? 0) + amount);
    },
    flush() {
      for (const [key, amount] of totals) upsert.run(Math.floor(key / SIGNALS), key % SIGNALS, amount);
      totals.clear();
    },
    clear: () => totals.clear(),
  };
}

/** Reads of the hourly totals. */
export interface HourlyReads {
  /** The first hour of which there are totals. */
  firstHour(): number | undefined;
  sum(range: HourRange): SignalTotal[];
}

export function prepareHourlyReads(db: Database): HourlyReads {
  const first = db.prepare<[], number | null>('SELECT min(hour) FROM hourly').pluck();
  const sum = db.prepare<[number, number], SignalTotal>(`
    SELECT signal AS signalId, sum(amount) AS total FROM hourly WHERE hour >= ? AND hour < ? GROUP BY signal`);
  return {
    firstHour: () => first.get() ?? undefined,
    sum: ({ from, to }) => sum.all(from, to),
  };
}
