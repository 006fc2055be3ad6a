import type { Database } from 'better-sqlite3';
import { IS_ACTIVITY } from './event-row.ts';
import { RUNS_OF_DAY } from './event-runs.ts';

/**
 * Finds when a profile, those it absorbed included, was last active: among the events of its last active day, and in what
 * was kept of events that retention took. Milliseconds since 1970 UTC; null: never.
 */
export function prepareLatestActivity(
  db: Database,
): (profile: { id: number; lastActiveDay: number | null }) => number | null {
  const latest = db
    .prepare<[{ day: number; id: number }], number | null>(`
      WITH part (id) AS (SELECT @id UNION ALL SELECT id FROM profile WHERE merged_into = @id)
      SELECT max(at) FROM (
        SELECT max(at) AS at FROM event
          WHERE day = @day AND run IN ${RUNS_OF_DAY} AND profile IN part AND ${IS_ACTIVITY}
        UNION ALL SELECT max(at) FROM retired_activity WHERE profile IN part)`)
    .pluck();
  return ({ id, lastActiveDay: day }) => (day === null ? null : (latest.get({ day, id }) ?? null));
}
