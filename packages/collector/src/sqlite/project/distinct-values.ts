import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';
import type { Cell } from './daily-counts.ts';

/** The values that distinct signals have met, by cell. */
export interface DistinctValues {
  /** Whether the value is new to the cell. */
  add(cell: Cell, value: string): boolean;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

const REMEMBERED = 30_000;
const HASH_BYTES = 8;

export function createDistinctValues(db: Database): DistinctValues {
  const insert = db.prepare<[number, number, number, Buffer]>(
    'INSERT OR IGNORE INTO daily_distinct VALUES (?, ?, ?, ?)',
  );
  const met = new RecentCache<string, true>(REMEMBERED);
  return {
    add({ day, profile, signal }, value) {
      const name = `${day} ${profile} ${signal} ${value}`;
      if (met.get(name)) return false;
      const { changes } = insert.run(day, profile, signal, toStoredValue(value));
      met.set(name, true);
      return changes === 1;
    },
    clear: () => met.clear(),
  };
}

/** What stands for a value: its bytes where they are fewer than eight, else eight bytes of its SHA-256. */
export function toStoredValue(value: string): Buffer {
  const bytes = Buffer.from(value);
  return bytes.length < HASH_BYTES
    ? bytes
    : createHash('sha256').update(bytes).digest().subarray(0, HASH_BYTES);
}
