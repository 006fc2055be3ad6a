import type { Database } from 'better-sqlite3';

/** The keys of all messages that were stored, kept as long as the daily counts. */
export interface SeenTable {
  has(key: Buffer): boolean;
  /** Whether the key is new; `day` is the day of receipt. */
  add(key: Buffer, day: number): boolean;
}

export function createSeenTable(db: Database): SeenTable {
  const select = db.prepare<[Buffer], number>('SELECT 1 FROM seen WHERE key = ?').pluck();
  const insert = db.prepare<[Buffer, number]>('INSERT OR IGNORE INTO seen (key, day) VALUES (?, ?)');
  return {
    has: (key) => select.get(key) !== undefined,
    add: (key, day) => insert.run(key, day).changes === 1,
  };
}
