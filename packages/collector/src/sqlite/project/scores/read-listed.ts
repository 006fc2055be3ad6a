import type { Database } from 'better-sqlite3';
import type { Profile } from '../../../storage/project-storage.ts';
import { DaySet } from '../day-set.ts';
import { PROFILE_COLUMNS, type ProfileColumns, toProfile } from '../profile-columns.ts';
import type { StoredProfile } from '../profile-row.ts';

/** Somebody on a page of a list, and the days with rows of theirs. */
export interface Listed {
  profile: Profile;
  days: DaySet;
}

interface ListedColumns extends ProfileColumns, Pick<StoredProfile, 'days_from' | 'days'> {
  last_seen_at: number | null;
}

/**
 * Reads the profiles of a page in one statement, without those that were merged or opted out a moment ago: their rows
 * don't know it yet. When they were last seen is known as of when their rows were written: finding it among the events
 * costs a seek for each run of the day.
 */
export function prepareReadListed(db: Database): (ids: readonly number[]) => Map<number, Listed> {
  const select = db.prepare<[string], ListedColumns>(`
    SELECT ${PROFILE_COLUMNS}, p.days_from, p.days, nullif(s.at, 0) AS last_seen_at
    FROM json_each(?) j CROSS JOIN profile p ON p.id = j.value LEFT JOIN activity s ON s.profile = p.id
    WHERE p.merged_into IS NULL AND p.opted_out = 0`);
  return (ids) =>
    new Map(
      select.all(JSON.stringify(ids)).map((row) => {
        const days = row.days === null ? new DaySet() : new DaySet(row.days_from ?? 0, row.days);
        return [row.id, { profile: toProfile(row, row.last_seen_at), days }];
      }),
    );
}
