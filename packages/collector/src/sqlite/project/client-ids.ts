import type { Database } from 'better-sqlite3';
import { createDictionary } from './dictionary.ts';

/** Numbers for what contexts say of their browser or server. */
export interface ClientIds {
  /** Null for a context that says nothing of it. */
  idOf(client: string | null): number | null;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

export function createClientIds(db: Database): ClientIds {
  const clients = createDictionary(db, 'client');
  // A batch comes from one client: most contexts say the same as the one before.
  let last: string | null = null;
  let lastId: number | null = null;
  return {
    idOf(client) {
      if (client === last) return lastId;
      lastId = client === null ? null : clients.idOf(client);
      last = client;
      return lastId;
    },
    clear() {
      clients.clear();
      last = null;
      lastId = null;
    },
  };
}
