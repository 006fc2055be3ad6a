import type { Decay, ScoreModel } from '../model/score-model.ts';
import { type History, pointsBySignal } from './history.ts';
import { keep } from './keep.ts';
import { memoryDays } from './memory-days.ts';
import { preciseSum } from './precise-sum.ts';
import type { Momentum, MomentumState } from './score.ts';

const WEEK: Decay = { type: 'half-life', days: 7 };
const MONTH: Decay = { type: 'half-life', days: 28 };
const NEW_DAYS = 14;
// Below a twentieth of a healthy customer's daily rate, changes say nothing.
const NOISE_SHARE = 0.05;

/**
 * Whether someone does more or less than they used to: log2 of the daily rate of the last week over that of the last
 * month, each corrected for how long they have been there. Signals of positive weight only, whatever the decay.
 */
export function momentum(model: ScoreModel, history: History, today: number): Momentum {
  const { firstDay } = history;
  if (firstDay === undefined || firstDay > today) return { momentum: 0, momentumState: 'none' };
  const lifeDays = today - firstDay + 1;
  const noise = (NOISE_SHARE * model.target) / memoryDays(model.decay);
  const weekly = dailyRate(history, { today, lifeDays, decay: WEEK });
  const monthly = dailyRate(history, { today, lifeDays, decay: MONTH });
  const value = Math.log2((weekly + noise) / (monthly + noise));
  return { momentum: value, momentumState: lifeDays < NEW_DAYS ? 'new' : stateOf(value) };
}

function dailyRate(
  history: History,
  { today, lifeDays, decay }: { today: number; lifeDays: number; decay: Decay },
): number {
  const points = pointsBySignal(history, (day) => keep(today - day, decay));
  const positive = points.filter((_, s) => (history.signals[s]?.weight ?? 0) > 0);
  return Math.max(0, preciseSum(positive)) / memoryDays(decay, lifeDays);
}

function stateOf(value: number): MomentumState {
  if (value <= -1) return 'cliff';
  if (value <= -0.5) return 'cooling';
  return value >= 0.5 ? 'heating' : 'steady';
}
