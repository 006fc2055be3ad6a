import type { Decay, ScoreModel } from '../model/score-model.ts';
import { type History, pointsBySignal } from './history.ts';
import { keep } from './keep.ts';
import { memoryDays } from './memory-days.ts';
import { preciseSum } from './precise-sum.ts';
import type { Momentum, MomentumState } from './score.ts';

/** What momentum is made of. */
export interface Pace {
  /** Days since the first count, both included. */
  lifeDays: number;
  /** What a decay leaves of all points of positive weight. */
  pointsLeft(decay: Decay): number;
}

const WEEK: Decay = { type: 'half-life', days: 7 };
const MONTH: Decay = { type: 'half-life', days: 28 };
const NEW_DAYS = 14;
// Below a twentieth of a healthy customer's daily rate, changes say nothing.
const NOISE_SHARE = 0.05;

/** The momentum of someone's counts up to a day. */
export function momentum(model: ScoreModel, history: History, today: number): Momentum {
  const { firstDay, signals } = history;
  return momentumOf(model, {
    lifeDays: firstDay === undefined ? 0 : today - firstDay + 1,
    pointsLeft(decay) {
      const points = pointsBySignal(history, (day) => keep(today - day, decay));
      return preciseSum(points.filter((_, s) => (signals[s]?.weight ?? 0) > 0));
    },
  });
}

/**
 * Whether someone does more or less than they used to: log2 of the daily rate of the last week over that of the last
 * month, each corrected for how long they have been there. Signals of positive weight only, whatever the decay.
 *
 * @param pace whose `lifeDays` are below 1 for someone without counts.
 */
export function momentumOf({ decay, target }: ScoreModel, { lifeDays, pointsLeft }: Pace): Momentum {
  if (lifeDays < 1) return { momentum: 0, momentumState: 'none' };
  const rateOf = (rate: Decay) => Math.max(0, pointsLeft(rate)) / memoryDays(rate, lifeDays);
  const noise = (NOISE_SHARE * target) / memoryDays(decay);
  const value = Math.log2((rateOf(WEEK) + noise) / (rateOf(MONTH) + noise));
  return { momentum: value, momentumState: lifeDays < NEW_DAYS ? 'new' : stateOf(value) };
}

function stateOf(value: number): MomentumState {
  if (value <= -1) return 'cliff';
  if (value <= -0.5) return 'cooling';
  return value >= 0.5 ? 'heating' : 'steady';
}
