import type { Random } from '../random.ts';
import type { Fate } from '../world/person.ts';

/** Days in which a mood takes most of the way to where it is drawn. */
const INERTIA_DAYS = 9;
/** How much of a day's mood comes from elsewhere. */
const DAILY_NOISE = 0.16;

/**
 * What somebody thinks of the product, day by day: drawn to their satisfaction and whatever changes it, with noise.
 * A mean-reverting random walk (Ornstein and Uhlenbeck's, in steps of a day).
 */
export function createMood({ satisfaction, shocks }: Fate, days: number, random: Random): Float32Array {
  const levelOn = (day: number) =>
    shocks.reduce(
      (level, { from, until = Number.POSITIVE_INFINITY, change }) =>
        day >= from && day < until ? level + change : level,
      satisfaction,
    );
  let mood = levelOn(0);
  return Float32Array.from({ length: days }, (_, day) => {
    mood += (levelOn(day) - mood) / INERTIA_DAYS + random.normal(0, DAILY_NOISE);
    return mood;
  });
}
