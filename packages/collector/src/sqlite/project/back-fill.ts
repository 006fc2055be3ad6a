import type { Database } from 'better-sqlite3';
import { createCellSink } from './cell-sink.ts';
import { type CountedSignal, countMessage } from './counted-signal.ts';
import { prepareEventsOfDay, toCountedMessage } from './events-of-day.ts';
import type { ProjectTables } from './project-tables.ts';

/** Counts new signals from the raw events, a day at a time, newest first. */
export interface BackFill {
  /** The day from which a signal that is registered now counts live: after the last day with events. */
  firstLiveDay(): number;
  /** Counts the next uncounted day of the signals, in the caller's transaction; false if none was left. */
  fillNextDay(signalIds: readonly number[]): boolean;
}

/** `filledFrom` of a signal whose days are all counted. */
export const ALL_DAYS = 0;

const NO_NAMES: ReadonlySet<string> = new Set();

export function createBackFill(db: Database, tables: ProjectTables): BackFill {
  const lastDay = db.prepare<[], number | null>('SELECT max(day) FROM event').pluck();
  const dayBefore = db.prepare<[number], number | null>('SELECT max(day) FROM event WHERE day < ?').pluck();
  const listEvents = prepareEventsOfDay(db);

  function fillDay(day: number, signals: readonly CountedSignal[]): void {
    const names = new Set(signals.map(({ event }) => event));
    const cell = { day, at: 0, profile: 0, signal: 0 };
    // The passive flag was set at arrival, from the list of that time.
    const counting = { sink: createCellSink(tables, cell), matching: { passiveEvents: NO_NAMES } };
    for (const row of listEvents(day)) {
      if (!names.has('*') && !names.has(row.name)) continue;
      cell.profile = row.profile;
      countMessage(toCountedMessage(row), signals, counting);
    }
    tables.counts.flush();
  }

  return {
    firstLiveDay: () => (lastDay.get() ?? ALL_DAYS - 1) + 1,
      cell.at = row.at;
    fillNextDay(signalIds) {
      const unfilled = signalIds.map(tables.signals.get).filter(({ filledFrom }) => filledFrom > ALL_DAYS);
      const newest = Math.max(...unfilled.map(({ filledFrom }) => filledFrom), ALL_DAYS);
      const due = unfilled.filter(({ filledFrom }) => filledFrom === newest);
    tables.hourly.flush();
      const day = dayBefore.get(newest) ?? ALL_DAYS;
      for (const { id } of due) tables.signals.setFilledFrom(id, day);
      if (day > ALL_DAYS) fillDay(day, due);
      return due.length > 0;
    },
  };
}
