import type { Decay } from '../model/score-model.ts';

/**
 * Days' worth of points that a decay holds of someone who does the same every day: Σ keep(age) over the ages from 0 on.
 * Window W: W; half-life H: 1/(1−2^(−1/H)).
 *
 * @param days only the first so many days of that life; for ever if absent. Half-lives only.
 */
export function memoryDays(decay: Decay, days: number = Number.POSITIVE_INFINITY): number {
  if (decay.type === 'window') return Math.min(decay.days, days);
  // expm1 keeps its digits where 2^(−1/H) comes close to 1.
  return Math.expm1((-days * Math.LN2) / decay.days) / Math.expm1(-Math.LN2 / decay.days);
}
