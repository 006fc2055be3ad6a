import type { Decay } from '../model/score-model.ts';

/**
 * The share of a day's points that is left after `age` whole days: half-life H `2^(−age/H)`, window W 1 while age < W
 * and then 0; 0 for a negative age, because the future counts for nothing yet.
 */
export function keep(age: number, decay: Decay): number {
  if (age < 0) return 0;
  if (decay.type === 'half-life') return 2 ** (-age / decay.days);
  return age < decay.days ? 1 : 0;
}
