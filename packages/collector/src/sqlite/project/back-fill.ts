import type { Database } from 'better-sqlite3';
import { createCellSink } from './cell-sink.ts';
import { type CountedSignal, countMessage } from './counted-signal.ts';
import { prepareEventsOfDay, toCountedMessage } from './events-of-day.ts';
import type { KeptDays } from './kept-days.ts';
import type { ProjectTables } from './project-tables.ts';

/** Counts new signals from the raw events, a day at a time, newest first. */
export interface BackFill {
  /** The day from which a signal that is registered now counts live: after the last day with events. */
  firstLiveDay(): number;
  /** Counts the next uncounted day of the signals, in the caller's transaction; false if none was left. */
  fillNextDay(signalIds: readonly number[]): boolean;
}

/** `filledFrom` of a signal whose days are all counted, none having been let go before. */
export const ALL_DAYS = 0;

const NO_NAMES: ReadonlySet<string> = new Set();

/** As far back as it goes is the first day that raw events are kept of: a signal counts from there on. */
export function createBackFill(
  db: Database,
  tables: ProjectTables,
  { eventsFrom }: Pick<KeptDays, 'eventsFrom'>,
): BackFill {
  const lastDay = db.prepare<[], number | null>('SELECT max(day) FROM event').pluck();
  const dayBefore = db
    .prepare<[number, number], number | null>('SELECT max(day) FROM event WHERE day < ? AND day >= ?')
    .pluck();
  const listEvents = prepareEventsOfDay(db);

  function fillDay(day: number, signals: readonly CountedSignal[]): void {
    const names = new Set(signals.map(({ event }) => event));
    const cell = { day, at: 0, profile: 0, signal: 0 };
    // The passive flag was set at arrival, from the list of that time.
    const counting = { sink: createCellSink(tables, cell), matching: { passiveEvents: NO_NAMES } };
    for (const row of listEvents(day)) {
      if (!names.has('*') && !names.has(row.name)) continue;
      cell.at = row.at;
      cell.profile = row.profile;
      countMessage(toCountedMessage(row), signals, counting);
    }
    tables.counts.flush();
    tables.hourly.flush();
  }

  return {
    firstLiveDay: () => Math.max((lastDay.get() ?? ALL_DAYS - 1) + 1, eventsFrom()),
    fillNextDay(signalIds) {
      const first = eventsFrom();
      const unfilled = signalIds.map(tables.signals.get).filter(({ filledFrom }) => filledFrom > first);
      const newest = Math.max(...unfilled.map(({ filledFrom }) => filledFrom), first);
      const due = unfilled.filter(({ filledFrom }) => filledFrom === newest);
      const day = dayBefore.get(newest, first) ?? undefined;
      for (const { id } of due) tables.signals.setFilledFrom(id, day ?? first);
      if (day !== undefined) fillDay(day, due);
      return due.length > 0;
    },
  };
}
