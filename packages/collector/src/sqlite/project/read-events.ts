import { type MessageType, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { EventPage, StoredEvent } from '../../storage/project-storage.ts';
import type { DayClock } from '../../time/day-clock.ts';
import { EVENT_FLAGS, MESSAGE_TYPES, parseBody, parseContext } from './event-row.ts';
import { RUNS_OF_DAY } from './event-runs.ts';
import { toUuid } from './message-key.ts';
import type { ProfileRow } from './profile-row.ts';

interface EventRow {
  day: number;
  key: Buffer;
  type: number;
  name: string | null;
  at: number;
  message_id: string | null;
  flags: number;
  client: string | null;
  body: string | null;
  context: string | null;
}

/** A profile's messages, newest first; those of absorbed profiles lie under their own numbers. */
export function prepareListEvents(
  db: Database,
  dayOf: DayClock,
): (profile: ProfileRow, page: EventPage) => StoredEvent[] {
  const eventsOf = db.prepare<[{ day: number; id: number }], EventRow>(`
    SELECT e.day, e.key, e.type, n.text AS name, e.at, e.message_id, e.flags, c.text AS client, e.body, e.context
    FROM event e LEFT JOIN event_name n ON n.id = e.name LEFT JOIN client c ON c.id = e.client
    WHERE e.day = @day AND e.run IN ${RUNS_OF_DAY}
      AND e.profile IN (SELECT @id UNION ALL SELECT id FROM profile WHERE merged_into = @id)`);
  return ({ id, days }, { before, limit }) => {
    const events: StoredEvent[] = [];
    for (const day of days.list(undefined, before && dayOf(before.timestamp)).reverse()) {
      const ofDay = eventsOf.all({ day, id }).map(toStoredEvent).sort(newestFirst);
      events.push(
        ...(before === undefined ? ofDay : ofDay.filter((event) => newestFirst(before, event) < 0)),
      );
      if (events.length >= limit) break;
    }
    return events.slice(0, limit);
  };
}

type Place = Pick<StoredEvent, 'timestamp' | 'messageId'>;

function newestFirst(a: Place, b: Place): number {
  if (a.timestamp !== b.timestamp) return b.timestamp - a.timestamp;
  return a.messageId < b.messageId ? 1 : a.messageId > b.messageId ? -1 : 0;
}

function toStoredEvent(row: EventRow): StoredEvent {
  const type: MessageType = MESSAGE_TYPES[row.type] ?? 'track';
  const body = parseBody(row.body);
  const holdsTraits = type === 'identify' || type === 'group';
  return {
    messageId: row.message_id ?? toUuid(row.key),
    type,
    event: row.name,
    timestamp: row.at,
    day: toDayString(row.day),
    properties: holdsTraits ? {} : body,
    traits: holdsTraits ? body : {},
    context: parseContext(row.context, row.client),
    isPassive: (row.flags & EVENT_FLAGS.passive) !== 0,
    isBot: (row.flags & EVENT_FLAGS.bot) !== 0,
  };
}
