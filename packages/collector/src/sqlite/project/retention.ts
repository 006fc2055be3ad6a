import type { Database } from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';
import type { Retired, RetiredRows } from '../../storage/retention.ts';
import type { DayClock } from '../../time/day-clock.ts';
import type { ClockJump, ClockTrust } from './clock-trust.ts';
import { IS_ACTIVITY } from './event-row.ts';
import { createPageReturn } from './give-back-pages.ts';
import type { KeptDays } from './kept-days.ts';
import { deleteSecurely } from './profile-erasure.ts';
import { prepareDayRetirement } from './retire-days.ts';
import { runInSteps, type StepDone, type WorkStep } from './run-in-steps.ts';
import { prepareSweep, type SweptTable } from './sweep-table.ts';

/** Takes away what is older than it need be kept. */
export interface Retention {
  /**
   * One run, in small steps between appends; a run that was cut short is ended by the next.
   *
   * @throws CollectorError `clock_jumped` while the clock is not believed; nothing is taken away then.
   */
  retire(): Promise<Retired>;
}

export interface RetentionTools {
  db: Database;
  kept: KeptDays;
  clock: ClockTrust;
  dayOf: DayClock;
  /** Days that raw events are kept before today; absent: as long as daily counts. */
  eventRetentionDays: number | undefined;
  /** Days that daily counts are kept before today. */
  retentionDays(): number;
  /** Runs a step in a transaction of its own, between appends. */
  transact<Result>(step: () => Result): Promise<Result>;
  /** Told in the transaction that lets counts go: from then on nothing older may be counted. */
  onCountsFrom(day: number): void;
  /** Told of each step once it is durable. */
  onRetired(part: Partial<Retired>): void;
  now(): number;
}

// Walking through all keys costs a read of their table: their being kept a month longer is the cheaper side.
const SWEEP_EVERY_DAYS = 30;
const KEPT_REJECTED_MS = 30 * 86_400_000;

const replaced = (table: string, owner: string) => `day < @before AND EXISTS (
  SELECT 1 FROM ${table} later WHERE later.day > ${table}.day AND later.day < @before AND ${owner})`;

const SWEPT: readonly (SweptTable & { kind: keyof RetiredRows })[] = [
  { kind: 'seenKeys', name: 'seen', key: ['key'], isOld: 'day < @before' },
  {
    kind: 'accountDays',
    name: 'membership',
    key: ['profile', 'account', 'day'],
    // The last one before the kept days is in force when they begin.
    isOld: replaced(
      'membership',
      'later.profile = membership.profile AND later.account = membership.account',
    ),
  },
  {
    kind: 'accountDays',
    name: 'seats',
    key: ['account', 'day'],
    isOld: replaced('seats', 'later.account = seats.account'),
  },
  { kind: 'droppedTotals', name: 'dropped', key: ['anonymous_id'], isOld: 'at < @before * 86400000' },
];

const NOTHING: Retired = {
  events: 0,
  dailyCounts: 0,
  distinctValues: 0,
  hourlyTotals: 0,
  seenKeys: 0,
  accountDays: 0,
  droppedTotals: 0,
  rejectedMessages: 0,
  freedBytes: 0,
};

// When somebody was last active must be known longer than what they did.
const keepActivity = (isBefore: string) => `
  INSERT INTO retired_activity (profile, at)
  SELECT profile, max(at) FROM event WHERE ${isBefore} AND ${IS_ACTIVITY} GROUP BY profile
  ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at`;

export function createRetention(tools: RetentionTools): Retention {
  const { db, kept, clock, dayOf, now, transact } = tools;
  const events = prepareDayRetirement(db, { name: 'event', keep: keepActivity });
  const counts = prepareDayRetirement(db, { name: 'daily' });
  const distincts = prepareDayRetirement(db, { name: 'daily_distinct' });
  const hours = prepareDayRetirement(db, { name: 'hourly' });
  const removeRejected = prepareRemoveRejected(db);
  const sweeps = SWEPT.map(({ kind, ...table }) => ({ kind, begin: prepareSweep(db, table) }));
  const pages = createPageReturn(db);
  let running: Promise<Retired> | undefined;

  /** Durable before anything goes: what is gone is never taken for something that did not happen. */
  function moveKeptDays(): void {
    const today = dayOf(now());
    const countsFrom = today - tools.retentionDays();
    const eventsFrom = Math.max(countsFrom, today - (tools.eventRetentionDays ?? Number.POSITIVE_INFINITY));
    if (events.isDue(eventsFrom)) kept.moveEventsFrom(eventsFrom);
    if (!events.isDue(countsFrom) && !counts.isDue(countsFrom)) return;
    kept.moveCountsFrom(countsFrom);
    tools.onCountsFrom(kept.countsFrom());
  }

  async function run(): Promise<Retired> {
    const total = { ...NOTHING };
    async function retire(kind: keyof Retired, step: WorkStep): Promise<void> {
      const onDone = (count: number) => {
        total[kind] += count;
        tools.onRetired({ [kind]: count });
      };
      // Nothing of it stays behind in pages that are kept for what comes.
      const secured: WorkStep = (limit) => deleteSecurely(db, () => step(limit));
      await runInSteps(secured, { transact, onDone });
    }
    const jump = await transact(() => clock.findJump(now()));
    if (jump !== undefined) throw clockJumped(now(), jump);
    await transact(moveKeptDays);
    const [eventsFrom, countsFrom] = [kept.eventsFrom(), kept.countsFrom()];
    await retire('events', (limit) => events.remove(eventsFrom, limit));
    await retire('dailyCounts', (limit) => counts.remove(countsFrom, limit));
    await retire('distinctValues', (limit) => distincts.remove(countsFrom, limit));
    await retire('hourlyTotals', (limit) => hours.remove(firstHour(countsFrom), limit));
    if (countsFrom >= kept.sweptFrom() + SWEEP_EVERY_DAYS) {
      for (const { kind, begin } of sweeps) await retire(kind, begin(countsFrom));
      await transact(() => kept.moveSweptFrom(countsFrom));
    }
    await retire('rejectedMessages', (limit) => removeRejected(now() - KEPT_REJECTED_MS, limit));
    await retire('freedBytes', pages.giveBack);
    // A smaller file is as small on disk once the log is in it.
    if (total.freedBytes > 0 && db.open) db.pragma('wal_checkpoint(PASSIVE)');
    return total;
  }

  return {
    retire() {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

function clockJumped(now: number, { from, waitMs }: ClockJump): CollectorError {
  const toIso = (at: number) => new Date(at).toISOString();
  return new CollectorError({
    code: 'clock_jumped',
    message: `the clock says ${toIso(now)}, but was last believed at ${toIso(from)}: it is wrong, or the collector was off for long`,
    hint: `set the clock if it is wrong; if it is right, nothing need be done, and old days go after ${Math.ceil(waitMs / 3_600_000)} more hours of running`,
  });
}

/** An hour since 1970 UTC that is before the day in any zone. */
function firstHour(day: number): number {
  return (day - 1) * 24;
}

function prepareRemoveRejected(db: Database): (before: number, limit: number) => StepDone {
  const remove = db.prepare<[number, number]>(
    'DELETE FROM rejected WHERE id IN (SELECT id FROM rejected WHERE received_at < ? LIMIT ?)',
  );
  return (before, limit) => {
    const { changes } = remove.run(before, limit);
    return { count: changes, isMore: changes === limit };
  };
}
