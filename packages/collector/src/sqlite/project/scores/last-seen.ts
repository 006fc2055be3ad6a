import type { Database } from 'better-sqlite3';
import { prepareLatestActivity } from '../latest-activity.ts';

/** When profiles were last active, kept beside their score rows for lists to be ordered by; it only grows. */
export interface LastSeen {
  /** Keeps the later instant; 0 for a profile that never was active. */
  note(profile: number, at: number): void;
  /** Notes what is stored of the profile's events. */
  find(profile: number, lastActiveDay: number | null): void;
  /** Gives what is known of a profile to the one that absorbed it. */
  move(profile: number, survivor: number): void;
}

export function createLastSeen(db: Database): LastSeen {
  const keepLater = db.prepare<[number, number]>(`
    INSERT INTO activity (profile, at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at`);
  const atOf = db.prepare<[number], number>('SELECT at FROM activity WHERE profile = ?').pluck();
  const latestActivity = prepareLatestActivity(db);
  const note = (profile: number, at: number) => void keepLater.run(profile, at);
  return {
    note,
    find(profile, lastActiveDay) {
      note(profile, latestActivity({ id: profile, lastActiveDay }) ?? 0);
    },
    move(profile, survivor) {
      const at = atOf.get(profile);
      if (at !== undefined) note(survivor, at);
    },
  };
}
