import type { Database } from 'better-sqlite3';
import type { ReceivedMessage } from '../../storage/project-storage.ts';
import { createClientIds } from './client-ids.ts';
import { createDictionary } from './dictionary.ts';
import { MESSAGE_TYPES, toBody, toFlags, toStoredContext, toStoredIds } from './event-row.ts';
import type { MessageKey } from './message-key.ts';

/** A message with all that its event row holds. */
export interface NewEvent {
  received: ReceivedMessage;
  key: MessageKey;
  messageId: string;
  at: number;
  day: number;
  profile: number;
  isPassive: boolean;
}

export interface EventTable {
  /** Writes a message's row. */
  insert(event: NewEvent): void;
  /** Forgets what is remembered of the dictionaries: after a rollback. */
  clear(): void;
}

type Columns = [
  day: number,
  profile: number,
  key: Buffer,
  type: number,
  name: number | null,
  at: number,
  messageId: string | null,
  flags: number,
  client: number | null,
  body: string | null,
  context: string | null,
  ids: string | null,
];

export function createEventTable(db: Database): EventTable {
  const insert = db.prepare<Columns>('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const names = createDictionary(db, 'event_name');
  const clients = createClientIds(db);
  return {
    insert({ received, key, messageId, at, day, profile, isPassive }) {
      const { message } = received;
      insert.run(
        day,
        profile,
        key.key,
        MESSAGE_TYPES.indexOf(message.type),
        message.event === undefined ? null : names.idOf(message.event),
        at,
        key.isUuid ? null : messageId,
        toFlags(received, isPassive),
        clients.idOf(message.context),
        toBody(message),
        toStoredContext(message.context),
        toStoredIds(message),
      );
    },
    clear() {
      names.clear();
      clients.clear();
    },
  };
}
