import type { Message } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { EVENT_FLAGS, MESSAGE_TYPES, parseBody, parseContext } from './event-row.ts';

/** An event that counts, as stored. */
export interface CountedEvent {
  run: number;
  stored_profile: number;
  key: Buffer;
  /** The profile that it counts for: an absorbed one's survivor. */
  profile: number;
  type: number;
  name: string;
  /** Milliseconds since 1970 UTC, corrected. */
  at: number;
  flags: number;
  body: string | null;
  context: string | null;
  client: string | null;
}

const PAGE = 1_000;

/** A day's events that are no bot's, with the profile that they count for: an absorbed one's survivor. */
export function prepareEventsOfDay(db: Database): (day: number) => Generator<CountedEvent> {
  const page = db.prepare<[number, number, number, Buffer, number], CountedEvent>(`
    SELECT e.run, e.profile AS stored_profile, e.key, coalesce(p.merged_into, e.profile) AS profile, e.type, n.text AS name, e.at,
      e.flags, e.body, e.context, c.text AS client
    FROM event e JOIN profile p ON p.id = e.profile JOIN event_name n ON n.id = e.name LEFT JOIN client c ON c.id = e.client
    WHERE e.day = ? AND (e.run, e.profile, e.key) > (?, ?, ?) AND e.flags & ${EVENT_FLAGS.bot} = 0
    ORDER BY e.run, e.profile, e.key LIMIT ?`);
  return function* listEvents(day) {
    let rows: CountedEvent[] = [];
    do {
      const last = rows.at(-1);
      rows = page.all(day, last?.run ?? 0, last?.stored_profile ?? 0, last?.key ?? Buffer.alloc(0), PAGE);
      yield* rows;
    } while (rows.length === PAGE);
  };
}

/** What of an event its signals can look at. */
export function toCountedMessage({ type, name, flags, body, context, client }: CountedEvent): Message {
  return {
    type: MESSAGE_TYPES[type] ?? 'track',
    event: name,
    properties: parseBody(body),
    traits: {},
    context: parseContext(context, client),
    nonInteraction: (flags & EVENT_FLAGS.passive) !== 0,
  };
}
