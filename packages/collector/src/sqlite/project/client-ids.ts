import type { MessageContext } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { createDictionary } from './dictionary.ts';
import { toStoredClient } from './event-row.ts';

/** Numbers for what contexts say of their browser or server. */
export interface ClientIds {
  /** Null for a context that says nothing of it. */
  idOf(context: MessageContext): number | null;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

export function createClientIds(db: Database): ClientIds {
  const clients = createDictionary(db, 'client');
  // A batch comes from one client: most contexts say the same as the one before.
  let last: MessageContext | undefined;
  let lastId: number | null = null;
  return {
    idOf(context) {
      if (last !== undefined && isSameClient(context, last)) return lastId;
      const client = toStoredClient(context);
      lastId = client === null ? null : clients.idOf(client);
      last = context;
      return lastId;
    },
    clear() {
      clients.clear();
      last = undefined;
    },
  };
}

function isSameClient(a: MessageContext, b: MessageContext): boolean {
  return (
    a.browser === b.browser &&
    a.os === b.os &&
    a.device === b.device &&
    a.locale === b.locale &&
    a.timeZone === b.timeZone &&
    a.library === b.library &&
    a.libraryVersion === b.libraryVersion
  );
}
