import type { Database } from 'better-sqlite3';
import type { MetaTable } from './meta-table.ts';

/**
 * Whether the machine's clock is to be believed by what deletes for good. A clock that is far past the last time it
 * was believed has jumped, or the collector was off for long; it is believed again once it has gone on from there for
 * a day of running, or has come back. Times are milliseconds since 1970 UTC; both calls belong in a transaction.
 */
export interface ClockTrust {
  /** When the file is opened: a file that never had a believed time begins with its newest event's, or with now. */
  begin(now: number): void;
  /** To be asked about every hour. @returns undefined if it is believed. */
  findJump(now: number): ClockJump | undefined;
}

export interface ClockJump {
  /** When the clock was last believed. */
  from: number;
  /** How much longer it has to go on before it is believed. */
  waitMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// Less is a pause as many take; what a jump of less would take early is a week of more than a year.
const LONGEST_PAUSE_MS = 7 * DAY_MS;
const WAIT_MS = DAY_MS;
// Between two checks an hour apart: more was not running, or was a jump.
const MOST_PER_CHECK_MS = 2 * HOUR_MS;

export function prepareClockTrust(db: Database, meta: MetaTable): ClockTrust {
  const newestDay = db.prepare<[], number | null>('SELECT max(day) FROM event').pluck();
  const read = (name: 'clock_at' | 'doubted_at' | 'doubted_ms') => Number(meta.get(name) ?? 0);

  function believe(now: number): void {
    meta.set('clock_at', now);
    meta.set('doubted_at', 0);
    meta.set('doubted_ms', 0);
  }

  /** How long the clock has gone on since it jumped. */
  function measureDoubt(now: number): number {
    const gapMs = now - read('doubted_at');
    if (gapMs < 0 || gapMs > LONGEST_PAUSE_MS) return 0;
    return read('doubted_ms') + Math.min(gapMs, MOST_PER_CHECK_MS);
  }

  return {
    begin(now) {
      if (meta.get('clock_at') !== undefined) return;
      const day = newestDay.get() ?? null;
      believe(day === null ? now : Math.min(now, (day + 1) * DAY_MS));
    },
    findJump(now) {
      const from = read('clock_at');
      const doubtedMs = measureDoubt(now);
      if (now <= from + LONGEST_PAUSE_MS || doubtedMs >= WAIT_MS) {
        believe(now);
        return undefined;
      }
      meta.set('doubted_at', now);
      meta.set('doubted_ms', doubtedMs);
      return { from, waitMs: WAIT_MS - doubtedMs };
    },
  };
}
