import type { DayClock } from './day-clock.ts';

const DAY_MS = 86_400_000;
// Every zone's midnight since 1972 falls on a quarter of an hour UTC, at most 15 hours from UTC's.
const QUARTER_MS = 900_000;
const FARTHEST_QUARTERS = 60;

/** The instant at which a day is over, in milliseconds since 1970 UTC: the first one of the next day. */
export function endOfDay(day: number, dayOf: DayClock): number {
  const utc = (day + 1) * DAY_MS;
  let low = -FARTHEST_QUARTERS;
  let high = FARTHEST_QUARTERS;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(utc + middle * QUARTER_MS) > day) high = middle;
    else low = middle + 1;
  }
  return utc + low * QUARTER_MS;
}
