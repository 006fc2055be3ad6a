import type { Decay, ScoreModel } from '../model/score-model.ts';
import { createKeep } from './keep.ts';
import { memoryDays } from './memory-days.ts';
import type { Momentum, MomentumState } from './score.ts';
import { rawOn, type SignalHistory } from './signal-history.ts';

const WEEK: Decay = { type: 'half-life', days: 7 };
const MONTH: Decay = { type: 'half-life', days: 28 };
const NEW_DAYS = 14;
// Below a twentieth of a healthy customer's daily rate, changes say nothing.
const NOISE_SHARE = 0.05;

/**
 * Whether someone does more or less than they used to: log2 of the daily rate of the last week over that of the last
 * month, each corrected for how long they have been there. Signals of positive weight only, whatever the decay.
 */
export function momentum(model: ScoreModel, histories: readonly SignalHistory[], today: number): Momentum {
  const firstDay = Math.min(...histories.map(({ days }) => days[0]?.day ?? Number.POSITIVE_INFINITY));
  if (firstDay > today) return { momentum: 0, momentumState: 'none' };
  const lifeDays = today - firstDay + 1;
  const positive = histories.filter(({ signal }) => signal.weight > 0);
  const rate = (decay: Decay) =>
    Math.max(0, rawOn(positive, today, createKeep(decay))) / memoryDays(decay, lifeDays);
  const noise = (NOISE_SHARE * model.target) / memoryDays(model.decay);
  const value = Math.log2((rate(WEEK) + noise) / (rate(MONTH) + noise));
  return { momentum: value, momentumState: lifeDays < NEW_DAYS ? 'new' : stateOf(value) };
}

function stateOf(value: number): MomentumState {
  if (value <= -1) return 'cliff';
  if (value <= -0.5) return 'cooling';
  return value >= 0.5 ? 'heating' : 'steady';
}
