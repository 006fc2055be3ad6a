import type { DayString } from '@ardent/core';

/** A cell of the daily counts that is not what the raw events give. */
export interface CountDifference {
  day: DayString;
  profileId: string;
  /** Storage's id of the signal, and the event name that it counts. */
  signal: number;
  event: string;
  stored: number;
  recounted: number;
}

/** What counting everything anew from the raw events found. */
export interface VerifyReport {
  days: number;
  /** The first day of which raw events are kept; earlier counts are taken as they are. Null: none were let go. */
  eventsFrom: DayString | null;
  /** Events counted anew: bots' messages left out. */
  events: number;
  differenceCount: number;
  /** The first hundred. */
  differences: CountDifference[];
  /** Stored events whose message would be taken a second time. */
  unseenEvents: number;
  /** `ok`, or what SQLite's own check of the file found first. */
  integrity: string;
}
