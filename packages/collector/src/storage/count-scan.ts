import type { DayString } from '@ardent/core';
import type { ProfileId } from './project-storage.ts';

/** One day's amount of one signal of one profile. Numbers, because there are millions. */
export type CountRow = readonly [profile: number, signalId: number, amount: number];

/** How often one profile did something on a day. */
export type EventRow = readonly [profile: number, event: string, times: number];

export interface DayRange {
  from?: DayString;
  to: DayString;
}

/** Known, measured profiles picked by chance. */
export interface ProfileSample {
  /** Picked while they are asked for, each once: whoever has no more time asks for no more. */
  profileIds: Iterable<ProfileId>;
  /** How many there are; estimated from those asked for so far unless all are picked. */
  population(): number;
  isAll: boolean;
}

/** Reads of everybody at once. Profiles are told by their internal numbers; days in whole days since 1970-01-01. */
export interface CountScan {
  /** The first day of which there are counts. */
  firstCountedDay(): Promise<DayString | undefined>;
  /** The numbers of all known, measured profiles, ascending. */
  listKnown(): Promise<number[]>;
  /** Who some of them are; numbers of nobody are left out. */
  identify(profiles: readonly number[]): Promise<{ profile: number; profileId: ProfileId; userId: string }[]>;
  sampleKnown(size: number, random: () => number): Promise<ProfileSample>;
  /** Tells every daily amount of a range of days, oldest day first; lets other work go on between days. */
  scanCounts(range: DayRange, visit: (row: CountRow, day: number) => void): Promise<void>;
  /**
   * Tells how often everybody did what, by name, oldest day first; bots left out.
   *
   * @param options.names only these; all but passive ones if absent.
   */
  scanEvents(
    range: DayRange & { names?: readonly string[] },
    visit: (row: EventRow, day: number) => void,
  ): Promise<void>;
}
