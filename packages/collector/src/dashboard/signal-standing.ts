import type { DailyCount, DayString, Score } from '@ardent/core';
import { type SignalUse, signalUse } from '../scoring/signal-use.ts';

/** One signal of a model for one profile: what it brings, and whether it is in use. */
export interface SignalStanding extends SignalUse {
  signal: string;
  weight: number;
  points: number;
  /** In score units. */
  score: number;
  /** Size of this contribution over the sum of all sizes, 0 to 1. */
  shareRatio: number;
}

/** A profile's signals, the largest contribution first; `counts` are all that are kept of it up to `today`. */
export function toSignalStandings(
  score: Pick<Score, 'contributions'>,
  counts: readonly DailyCount[],
  today: DayString,
): SignalStanding[] {
  const useOf = signalUse(counts, today);
  const total = score.contributions.reduce((sum, { score: part }) => sum + Math.abs(part), 0);
  return score.contributions
    .map(({ signal, weight, points, score: part }) => {
      const shareRatio = total === 0 ? 0 : Math.abs(part) / total;
      return { signal, weight, points, score: part, shareRatio, ...useOf(signal) };
    })
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || rank(a) - rank(b));
}

function rank({ state }: SignalStanding): number {
  return { active: 0, stopped: 1, never: 2 }[state];
}
