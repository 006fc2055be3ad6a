import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';

/** Numbers for texts that come back often, kept in a table (id, text). */
export interface Dictionary {
  idOf(text: string): number;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

const REMEMBERED = 5_000;

export function createDictionary(db: Database, table: 'event_name' | 'client'): Dictionary {
  const find = db.prepare<[string], number>(`SELECT id FROM ${table} WHERE text = ?`).pluck();
  const insert = db.prepare<[string]>(`INSERT INTO ${table} (text) VALUES (?)`);
  const ids = new RecentCache<string, number>(REMEMBERED);
  return {
    idOf(text) {
      const known = ids.get(text);
      if (known !== undefined) return known;
      const id = find.get(text) ?? Number(insert.run(text).lastInsertRowid);
      ids.set(text, id);
      return id;
    },
    clear: () => ids.clear(),
  };
}
