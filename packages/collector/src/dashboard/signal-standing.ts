import type { DailyCount, DayString, Score } from '@ardent/core';
import { daysBetween } from './words/format-time.ts';

/** A signal without counts for so many days has stopped, whatever is left of its points. */
const STOPPED_AFTER_DAYS = 28;

/** One signal of a model for one profile: what it brings, and whether it is in use. */
export interface SignalStanding {
  signal: string;
  weight: number;
  points: number;
  /** In score units. */
  score: number;
  /** Size of this contribution over the sum of all sizes, 0 to 1. */
  shareRatio: number;
  state: 'active' | 'stopped' | 'never';
  /** Last day with a count. */
  lastDay?: DayString;
}

/** A profile's signals, the largest contribution first; `counts` are all that are kept of it up to `today`. */
export function toSignalStandings(
  score: Pick<Score, 'contributions'>,
  counts: readonly DailyCount[],
  today: DayString,
): SignalStanding[] {
  const lastDays = lastDayBySignal(counts);
  const total = score.contributions.reduce((sum, { score: part }) => sum + Math.abs(part), 0);
  return score.contributions
    .map(({ signal, weight, points, score: part }) => {
      const lastDay = lastDays.get(signal);
      const shareRatio = total === 0 ? 0 : Math.abs(part) / total;
      const state = standingState(lastDay, today);
      return { signal, weight, points, score: part, shareRatio, state, ...(lastDay ? { lastDay } : {}) };
    })
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || rank(a) - rank(b));
}

function lastDayBySignal(counts: readonly DailyCount[]): Map<string, DayString> {
  const lastDays = new Map<string, DayString>();
  for (const { signal, day, count } of counts) {
    if (count !== 0 && day > (lastDays.get(signal) ?? '')) lastDays.set(signal, day);
  }
  return lastDays;
}

function standingState(lastDay: DayString | undefined, today: DayString): SignalStanding['state'] {
  if (lastDay === undefined) return 'never';
  return daysBetween(lastDay, today) >= STOPPED_AFTER_DAYS ? 'stopped' : 'active';
}

function rank({ state }: SignalStanding): number {
  return { active: 0, stopped: 1, never: 2 }[state];
}
