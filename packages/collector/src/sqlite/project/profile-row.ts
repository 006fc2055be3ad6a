import type { Database } from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';
import { DaySet } from './day-set.ts';
import type { OptOutChoice } from './profile-table.ts';

/** A row of the profile table, in memory. */
export interface ProfileRow {
  id: number;
  userId: string | null;
  /** The profile that absorbed this one, itself absorbed by none. */
  mergedInto: number | null;
  firstSeenAt: number;
  /** Last day with an event that was neither passive nor a bot's. */
  lastActiveDay: number | null;
  /** Days with rows of the profile, or of those it absorbed. */
  days: DaySet;
  /** A day known to be in `days`: saves most look-ups. */
  lastTouchedDay: number | null;
  optOut: OptOutChoice | null;
}

/** The columns of one row, as stored. */
export interface StoredProfile {
  id: number;
  user_id: string | null;
  merged_into: number | null;
  first_seen_at: number;
  last_active_day: number | null;
  days_from: number | null;
  days: Uint8Array | null;
  opted_out: number;
  opted_at: number | null;
  opted_message_id: string | null;
}

/** Reads a profile by its id, which must exist. */
export function loadProfileRow(db: Database): (id: number) => ProfileRow {
  const select = db.prepare<[number], StoredProfile>('SELECT * FROM profile WHERE id = ?');
  return (id) => {
    const stored = select.get(id);
    if (stored === undefined) throw missingProfile(db.name, id);
    return toProfileRow(stored);
  };
}

/** Writes a profile, new or changed. */
export function prepareProfileWrite(db: Database): (profile: ProfileRow) => void {
  const upsert = db.prepare<[StoredProfile]>(`
    INSERT INTO profile VALUES (@id, @user_id, @merged_into, @first_seen_at, @last_active_day, @days_from, @days,
      @opted_out, @opted_at, @opted_message_id)
    ON CONFLICT (id) DO UPDATE SET user_id = @user_id, merged_into = @merged_into, first_seen_at = @first_seen_at,
      last_active_day = @last_active_day, days_from = @days_from, days = @days, opted_out = @opted_out,
      opted_at = @opted_at, opted_message_id = @opted_message_id`);
  return (profile) => {
    upsert.run(toStoredProfile(profile));
  };
}

export function toProfileRow(stored: StoredProfile): ProfileRow {
  return {
    id: stored.id,
    userId: stored.user_id,
    mergedInto: stored.merged_into,
    firstSeenAt: stored.first_seen_at,
    lastActiveDay: stored.last_active_day,
    days: stored.days === null ? new DaySet() : new DaySet(stored.days_from ?? 0, stored.days),
    lastTouchedDay: null,
    optOut: toOptOut(stored),
  };
}

function toOptOut({ opted_out, opted_at, opted_message_id }: StoredProfile): OptOutChoice | null {
  if (opted_at === null || opted_message_id === null) return null;
  return { optedOut: opted_out === 1, at: opted_at, messageId: opted_message_id };
}

function toStoredProfile(profile: ProfileRow): StoredProfile {
  return {
    id: profile.id,
    user_id: profile.userId,
    merged_into: profile.mergedInto,
    first_seen_at: profile.firstSeenAt,
    last_active_day: profile.lastActiveDay,
    days_from: profile.days.firstDay,
    days: profile.days.toBlob(),
    opted_out: profile.optOut?.optedOut ? 1 : 0,
    opted_at: profile.optOut?.at ?? null,
    opted_message_id: profile.optOut?.messageId ?? null,
  };
}

function missingProfile(path: string, id: number): CollectorError {
  return new CollectorError({
    code: 'storage_corrupt',
    message: `${path} names profile ${id} but has no row for it`,
    hint: 'restore the newest backup',
  });
}
