import type { Database } from 'better-sqlite3';

/** Which run of its day a new event goes into: runs fill up one after the other, in the order of arrival. */
export interface EventRuns {
  next(day: number): number;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

/**
 * About 3 MB: pages that are written again and again until they are full stay few. A fourth of it is no faster, four
 * times as much costs twice the time, and each run of a day costs whoever reads one person's day a seek.
 */
const EVENTS_PER_RUN = 16_384;

/** SQL: the runs of the day in the parameter `@day`, for a condition `run IN …`. */
export const RUNS_OF_DAY = `(
  WITH RECURSIVE runs (run) AS (
    SELECT 0 UNION ALL SELECT run + 1 FROM runs WHERE run < (SELECT max(run) FROM event WHERE day = @day)
  ) SELECT run FROM runs)`;

export function createEventRuns(db: Database): EventRuns {
  const lastRun = db.prepare<[number], number | null>('SELECT max(run) FROM event WHERE day = ?').pluck();
  const countRun = db
    .prepare<[number, number], number>('SELECT count(*) FROM event WHERE day = ? AND run = ?')
    .pluck();
  const open = new Map<number, { run: number; events: number }>();

  function openLast(day: number): { run: number; events: number } {
    const run = lastRun.get(day) ?? 0;
    const last = { run, events: countRun.get(day, run) ?? 0 };
    open.set(day, last);
    return last;
  }

  return {
    next(day) {
      const last = open.get(day) ?? openLast(day);
      if (last.events >= EVENTS_PER_RUN) {
        last.run++;
        last.events = 0;
      }
      last.events++;
      return last.run;
    },
    clear: () => open.clear(),
  };
}
