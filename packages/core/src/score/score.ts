import type { DayString } from '../model/score-model.ts';

/** How often (or how much) a signal was seen on a day: rows of the same day and signal are added up. */
export interface DailyCount {
  day: DayString;
  /** The model's key of the signal; rows of signals that the model doesn't have are ignored. */
  signal: string;
  count: number;
}

/** The part of a score that one signal made. */
export interface Contribution {
  signal: string;
  /** The signal's dimension, null where it has none. */
  dimension: string | null;
  weight: number;
  /** weight · Σ g(count) · keep(age). */
  points: number;
  /** 100 · points / target; the contributions add up to the score. */
  score: number;
}

/** `none`: no counts; `new`: the first count is less than 14 days old; `cliff` ≤ −1 < `cooling` ≤ −0.5; `heating` ≥ 0.5. */
export type MomentumState = 'none' | 'new' | 'cliff' | 'cooling' | 'steady' | 'heating';

/** log2 of the last week's rate over the last month's: −1 is half as much, 1 is twice as much. */
export interface Momentum {
  momentum: number;
  momentumState: MomentumState;
}

/** Someone's engagement on a day: 100 is a healthy customer; below 0 and above 100 mean something. */
export interface Score extends Momentum {
  raw: number;
  score: number;
  /** The score as a whole number: what people see, and what bands are about. */
  rounded: number;
  band: string;
  /** One entry per signal of the model, in the model's order, also where it is 0. */
  contributions: Contribution[];
  /** The score minus the score 7 and 28 days earlier, under the same model. */
  trend: { d7: number; d28: number };
}

/** A profile whose primary account is being scored. */
export interface AccountMember {
  id: string;
  counts: Iterable<DailyCount>;
  /** The last day on which the person did anything at all, measured or not; absent: never. */
  lastActiveDay?: DayString;
}

/** An account's engagement on a day: 100 when a healthy share of its seats are healthy customers. */
export interface AccountScore {
  score: number;
  rounded: number;
  band: string;
  /** The seats the account was measured against: given, else the members active in the last 90 days, at least 1. */
  seats: number;
  /** Members whose rounded score is at least 1, over the seats; passes 1 where seats are understated. */
  activeShare: number;
  /** The strongest member's part of all positive scores; 0 if there is none. */
  topUserShare: number;
  /** At least 3 seats, and one member makes more than 60 % of what is positive. */
  singleThreaded: boolean;
}

/** Why a score moved, in score units: all `aged`, `new` and `version` add up to `total`. */
export interface ScoreChange {
  signals: {
    signal: string;
    /** What points of the first day and before lost (or, if negative, regained) by getting older. */
    aged: number;
    /** What was added after the first day. */
    new: number;
  }[];
  /** What the change of version made, on the last day. */
  version: number;
  total: number;
}
