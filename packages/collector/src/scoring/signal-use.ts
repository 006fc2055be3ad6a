import { type DailyCount, type DayString, toDayNumber } from '@ardent/core';

/** Whether somebody uses what a signal measures: in the last 28 days, before that, or never as far as counts are kept. */
export interface SignalUse {
  state: 'active' | 'stopped' | 'never';
  /** The last day with a count; null: never. */
  lastDay: DayString | null;
}

/** A signal without counts for so many days has stopped, whatever is left of its points. */
const STOPPED_AFTER_DAYS = 28;

/** Somebody's use of signals, by key, on a day; `counts` are all that are kept of them up to it. */
export function signalUse(counts: Iterable<DailyCount>, day: DayString): (signal: string) => SignalUse {
  const lastDays = new Map<string, DayString>();
  for (const { signal, day: counted, count } of counts) {
    if (count !== 0 && counted > (lastDays.get(signal) ?? '')) lastDays.set(signal, counted);
  }
  return (signal) => {
    const lastDay = lastDays.get(signal);
    if (lastDay === undefined) return { state: 'never', lastDay: null };
    const days = toDayNumber(day) - toDayNumber(lastDay);
    return { state: days >= STOPPED_AFTER_DAYS ? 'stopped' : 'active', lastDay };
  };
}
