import { sigmoid } from '../life/sigmoid.ts';
import type { Random } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';

/** How busy each weekday is, from Monday on. */
const WEEKDAYS: readonly number[] = [0.97, 1.05, 1.03, 1, 0.86, 0.1, 0.08];
const DAY_STARTS = 6 * 60;
const DAY_ENDS = 22 * 60 + 30;
/** What the timeline view made of everybody's days. */
const RELEASE_LIFT = 1.15;

/** How probably somebody comes on a day: by weekday, habit and mood; not at all on holiday. */
export function attendance(person: Character, day: number, { calendar, turningPoints }: World): number {
  const { holiday, habits, life } = person;
  if (holiday !== undefined && day >= holiday.from && day <= holiday.until) return 0;
  const lift = day >= turningPoints.releaseOn ? RELEASE_LIFT : 1;
  const drive = 1.3 * sigmoid(1.6 * (life.mood[day] ?? 0));
  return Math.min(0.98, habits.activity * (WEEKDAYS[calendar.weekdayOf(day)] ?? 0) * drive * lift);
}

/** How many messages a day with visits has, at least 1: by habit and mood, and never twice the same. */
export function dayVolume({ habits, life }: Character, day: number, random: Random): number {
  const drive = 0.5 + 0.8 * sigmoid(1.3 * (life.mood[day] ?? 0));
  return Math.max(1, Math.round(habits.volume * drive * Math.exp(random.normal(-0.08, 0.4))));
}

/** When a visit begins, in minutes of the person's day: mornings, afternoons, now and then any time. */
export function visitMinute(shiftMinutes: number, random: Random): number {
  const part = random.float();
  const minute =
    part < 0.5
      ? random.normal(10 * 60 + 10, 65)
      : part < 0.88
        ? random.normal(15 * 60 + 10, 85)
        : random.int(DAY_STARTS, DAY_ENDS);
  return Math.min(Math.max(minute + shiftMinutes, DAY_STARTS), DAY_ENDS);
}
