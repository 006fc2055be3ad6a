import type { Database } from 'better-sqlite3';
import { EVENT_FLAGS, MESSAGE_TYPES } from '../event-row.ts';
import { RUNS_OF_DAY } from '../event-runs.ts';

/** When profiles were last active, kept beside their score rows for lists to be ordered by; it only grows. */
export interface LastSeen {
  /** Keeps the later instant; 0 for a profile that never was active. */
  note(profile: number, at: number): void;
  /** Notes what the events of the profile's last active day say. */
  find(profile: number, lastActiveDay: number | null): void;
  /** Gives what is known of a profile to the one that absorbed it. */
  move(profile: number, survivor: number): void;
}

const EVENT_TYPES = ['track', 'page', 'screen']
  .map((type) => MESSAGE_TYPES.indexOf(type as 'track'))
  .join(', ');

export function createLastSeen(db: Database): LastSeen {
  const keepLater = db.prepare<[number, number]>(`
    INSERT INTO activity (profile, at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at`);
  const atOf = db.prepare<[number], number>('SELECT at FROM activity WHERE profile = ?').pluck();
  const latest = db
    .prepare<[{ day: number; id: number }], number | null>(`
      SELECT max(at) FROM event
      WHERE day = @day AND run IN ${RUNS_OF_DAY}
        AND profile IN (SELECT @id UNION ALL SELECT id FROM profile WHERE merged_into = @id)
        AND type IN (${EVENT_TYPES}) AND flags & ${EVENT_FLAGS.passive | EVENT_FLAGS.bot} = 0`)
    .pluck();
  const note = (profile: number, at: number) => void keepLater.run(profile, at);
  return {
    note,
    find(profile, lastActiveDay) {
      const at = lastActiveDay === null ? null : latest.get({ day: lastActiveDay, id: profile });
      note(profile, at ?? 0);
    },
    move(profile, survivor) {
      const at = atOf.get(profile);
      if (at !== undefined) note(survivor, at);
    },
  };
}
