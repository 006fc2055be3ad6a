import { type DayString, toDayNumber, toDayString } from '@ardent/core';
import type { DemoPlan } from './demo-plan.ts';

/** The days of a demo history, by number: 0 is its first, `last` its last. A day begins everywhere at its own midnight. */
export interface DemoCalendar {
  readonly last: number;
  /** IANA name, the project's. */
  readonly timeZone: string;
  dateOf(day: number): DayString;
  /** The day that an instant (milliseconds since 1970 UTC) lies in, in UTC. */
  dayAt(instant: number): number;
  /** 0 is Monday, 6 Sunday. */
  weekdayOf(day: number): number;
  dayOfMonth(day: number): number;
  /** When the clocks of a time zone show so many minutes past a day's midnight; milliseconds since 1970 UTC. */
  instantOf(day: number, minutes: number, timeZone?: string): number;
  /** The latest day that is such a weekday and lies so many days before the last one, or more. */
  weekdayBefore(weekday: number, daysBeforeLast: number): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
// 1970-01-01 was a Thursday.
const FIRST_WEEKDAY = 3;

/** The calendar of a plan. */
export function createDemoCalendar({ days, endDay, timeZone }: DemoPlan): DemoCalendar {
  const last = days - 1;
  const firstDay = toDayNumber(endDay) - last;
  const offsets = new Map<string, (dayNumber: number) => number>();
  const weekdayOf = (day: number) => (((firstDay + day + FIRST_WEEKDAY) % 7) + 7) % 7;
  return {
    last,
    timeZone,
    dateOf: (day) => toDayString(firstDay + day),
    dayAt: (instant) => Math.floor(instant / DAY_MS) - firstDay,
    weekdayOf,
    dayOfMonth: (day) => new Date((firstDay + day) * DAY_MS).getUTCDate(),
    instantOf(day, minutes, zone = timeZone) {
      const offsetOf = offsets.get(zone) ?? createOffsets(zone);
      offsets.set(zone, offsetOf);
      const dayNumber = firstDay + day;
      return dayNumber * DAY_MS + Math.round(minutes * MINUTE_MS) - offsetOf(dayNumber);
    },
    weekdayBefore(weekday, daysBeforeLast) {
      const day = last - daysBeforeLast;
      return day - ((weekdayOf(day) - weekday + 7) % 7);
    },
  };
}

/** How far a zone's clocks are ahead of UTC, as at noon of a day: the nights in which they change don't matter here. */
function createOffsets(timeZone: string): (dayNumber: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  return (dayNumber) => {
    const offset = known.get(dayNumber) ?? readOffset(format, (dayNumber + 0.5) * DAY_MS);
    known.set(dayNumber, offset);
    return offset;
  };
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
