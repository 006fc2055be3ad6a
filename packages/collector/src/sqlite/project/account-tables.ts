import type { JsonValue } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';
import type { Moment } from '../../time/place-message.ts';

/** Accounts, who belongs to them since when, and their seats by day. */
export interface AccountTables {
  idOf(groupId: string, at: number): number;
  join(profile: number, account: number, stamp: DayStamp): void;
  /** What a secret key said of an account's seats; anything but a whole number from 1 on takes them back. */
  setSeats(account: number, seats: JsonValue, stamp: DayStamp): void;
  /** Gives the memberships of one profile to another. */
  move(from: number, to: number): void;
  /** Forgets what is remembered of the tables: after a rollback. */
  clear(): void;
}

export type DayStamp = Moment & { messageId: string };

const REMEMBERED = 10_000;
const IF_LATER = 'WHERE (excluded.at, excluded.message_id) > (at, message_id)';

export function createAccountTables(db: Database): AccountTables {
  const find = db.prepare<[string], number>('SELECT id FROM account WHERE group_id = ?').pluck();
  const insert = db.prepare<[string, number]>('INSERT INTO account (group_id, first_seen_at) VALUES (?, ?)');
  const seenEarlier = db.prepare<[number, number]>(
    'UPDATE account SET first_seen_at = min(first_seen_at, ?) WHERE id = ?',
  );
  const join = db.prepare<[number, number, number, number, string]>(`
    INSERT INTO membership (profile, account, day, at, message_id) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at, message_id = excluded.message_id ${IF_LATER}`);
  const setSeats = db.prepare<[number, number, number | null, number, string]>(`
    INSERT INTO seats (account, day, seats, at, message_id) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seats = excluded.seats, at = excluded.at, message_id = excluded.message_id ${IF_LATER}`);
  const copy = db.prepare<[number, number]>(`
    INSERT INTO membership (profile, account, day, at, message_id)
    SELECT ?, account, day, at, message_id FROM membership WHERE profile = ?
    ON CONFLICT DO UPDATE SET at = excluded.at, message_id = excluded.message_id ${IF_LATER}`);
  const remove = db.prepare<[number]>('DELETE FROM membership WHERE profile = ?');
  const ids = new RecentCache<string, number>(REMEMBERED);
  return {
    idOf(groupId, at) {
      const known = ids.get(groupId) ?? find.get(groupId);
      const id = known ?? Number(insert.run(groupId, at).lastInsertRowid);
      if (known !== undefined) seenEarlier.run(at, id);
      ids.set(groupId, id);
      return id;
    },
    join(profile, account, { day, at, messageId }) {
      join.run(profile, account, day, at, messageId);
    },
    setSeats(account, seats, { day, at, messageId }) {
      setSeats.run(account, day, isSeatCount(seats) ? seats : null, at, messageId);
    },
    move(from, to) {
      copy.run(to, from);
      remove.run(from);
    },
    clear: () => ids.clear(),
  };
}

function isSeatCount(value: JsonValue): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
