import { PAGE_VIEWED } from '@ardent/core';
import type { DemoCalendar } from '../demo-calendar.ts';

/** What happens to everybody at once, by day of the history. */
export interface TurningPoints {
  /** The timeline view comes out: people like it and come more often. */
  readonly releaseOn: number;
  /** The first moment of that day in the project's time zone, in milliseconds since 1970 UTC. */
  readonly releaseAt: number;
  /** Accounts with compulsory timesheets begin to fill them in. */
  readonly timesheetsFrom: number;
  /** A deployment loses one event for almost a whole day, of the project's time zone; everything else goes on. */
  readonly outage: {
    readonly day: number;
    readonly event: string;
    readonly from: number;
    readonly until: number;
  };
}

const [MONDAY, TUESDAY, WEDNESDAY] = [0, 1, 2];
const OUTAGE_LAST_MINUTE = 23 * 60;

/** Where the turning points lie in a calendar: each on a working day, the outage with four weeks before it. */
export function createTurningPoints(calendar: DemoCalendar): TurningPoints {
  const releaseOn = calendar.weekdayBefore(TUESDAY, 40);
  const outageDay = calendar.weekdayBefore(WEDNESDAY, 12);
  return {
    releaseOn,
    releaseAt: calendar.instantOf(releaseOn, 0),
    timesheetsFrom: calendar.weekdayBefore(MONDAY, 46),
    outage: {
      day: outageDay,
      event: PAGE_VIEWED,
      from: calendar.instantOf(outageDay, 0),
      until: calendar.instantOf(outageDay, OUTAGE_LAST_MINUTE),
    },
  };
}
