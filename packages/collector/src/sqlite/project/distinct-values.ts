import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';
import { type Cell, SIGNALS } from './daily-counts.ts';

/** The values that distinct signals have met, by cell. */
export interface DistinctValues {
  /** Whether the value is new to the cell. */
  add(cell: Cell, value: string): boolean;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

// A person's next value mostly is the one before, such as the session's: the last one of each signal is remembered.
const REMEMBERED = 30_000;
const HASH_BYTES = 8;

export function createDistinctValues(db: Database): DistinctValues {
  const insert = db.prepare<[number, number, number, Buffer]>(
    'INSERT OR IGNORE INTO daily_distinct VALUES (?, ?, ?, ?)',
  );
  const last = new RecentCache<number, { day: number; value: string }>(REMEMBERED);
  return {
    add({ day, profile, signal }, value) {
      const key = profile * SIGNALS + signal;
      const known = last.get(key);
      if (known?.value === value && known.day === day) return false;
      last.set(key, { day, value });
      return insert.run(day, profile, signal, toStoredValue(value)).changes === 1;
    },
    clear: () => last.clear(),
  };
}

/** What stands for a value: its bytes where they are fewer than eight, else eight bytes of its SHA-256. */
export function toStoredValue(value: string): Buffer {
  const bytes = Buffer.from(value);
  return bytes.length < HASH_BYTES
    ? bytes
    : createHash('sha256').update(bytes).digest().subarray(0, HASH_BYTES);
}
