import type { Database } from 'better-sqlite3';
import { EVENT_FLAGS } from './event-row.ts';
import { RUNS_OF_DAY } from './event-runs.ts';
import type { ProfileRow } from './profile-row.ts';

/** Whether an event of that name is kept of somebody, bots' aside: one seek for each of their days, newest first. */
export function prepareHasEvent(db: Database): (profile: ProfileRow, name: string) => boolean {
  const findName = db.prepare<[string], number>('SELECT id FROM event_name WHERE text = ?').pluck();
  const onDay = db
    .prepare<[{ day: number; id: number; name: number }], number>(`
      SELECT 1 FROM event e WHERE e.day = @day AND e.run IN ${RUNS_OF_DAY}
        AND e.profile IN (SELECT @id UNION ALL SELECT id FROM profile WHERE merged_into = @id)
        AND e.name = @name AND e.flags & ${EVENT_FLAGS.bot} = 0 LIMIT 1`)
    .pluck();
  return ({ id, days }, text) => {
    const name = findName.get(text);
    if (name === undefined) return false;
    return days
      .list()
      .reverse()
      .some((day) => onDay.get({ day, id, name }) !== undefined);
  };
}
