import type { DayString } from '@ardent/core';
import type { ModelVersion, Profile, ProfileFilter, ProfileId, ProfileRef } from './project-storage.ts';

/** What a list is put in order by; equals stand in an order of their own, which turns round with the list. */
export type SortField = 'score' | 'lastSeen' | 'firstSeen';

/** The place of a row in a list's order: opaque, made by storage for one field and version. */
export interface ListPosition {
  value: number;
  profileId: string;
  /** The day that values of scores are counted from. */
  landmark?: number;
}

/** A page of the profiles that have a score under a model's current version. */
export interface RankedQuery {
  model: ModelVersion;
  /** The day to score at; rows hold for the day they say. */
  day: DayString;
  filter: ProfileFilter;
  /** `from` included, `below` not. */
  scores?: { from?: number; below?: number };
  sort: { field: SortField; descending: boolean };
  after?: ListPosition;
  limit: number;
}

export interface RankedProfile {
  profile: Profile;
  score: number;
  /** Up to the day of the query. */
  amounts: DailyAmount[];
}

/** What scoring has to know of somebody. */
export type ScoredProfile = Pick<Profile, 'profileId' | 'userId' | 'lastActiveDay' | 'isUnmeasured'>;

/** How much there was of a signal on a day, in whole days since 1970. */
export type DailyAmount = readonly [day: number, signalId: number, amount: number];

/** Whom to count: kinds of profiles, or known ones active in the last 90 days. */
export type ScoreGroup = ProfileFilter['kind'] | 'recent';

export interface ScoreCountQuery {
  model: ModelVersion;
  day: DayString;
  group: ScoreGroup;
  /** Count those below each of these scores. */
  below: readonly number[];
  /** Leave this one out. */
  without?: ProfileId;
}

/** How far rows follow the daily counts. */
export interface RowsState {
  /** The day that they are right for. */
  rowsDay: DayString;
  /** Since when an answered append waits to be shown, in milliseconds since 1970 UTC; null: none does. */
  waitingSince: number | null;
  /** How many profiles wait. */
  waiting: number;
}

export interface RankedPage extends RowsState {
  rows: RankedProfile[];
  next?: ListPosition;
}

export interface ScoreCounts extends RowsState {
  total: number;
  /** As many as were asked for, in their order. */
  below: number[];
}

/** How far the rows of a version are. */
export interface RowsProgress {
  /** 0 to 1; 1: they are there. */
  ratio: number;
  /** Milliseconds since 1970 UTC. */
  beganAt: number;
}

/** Known, measured profiles at the end of a day. */
export interface DayTotalContent {
  /** First seen on that day or before. */
  profiles: number;
  scoreSum: number;
  /** Profiles by the key of their band; bands with nobody are left out. */
  bands: Record<string, number>;
  /** Profiles by rounded score: below 0, then by tens from 0 on, the last from 150 on. */
  distribution: number[];
}

export interface DayTotal {
  /** The version that was current when the day closed. */
  version: number;
  day: DayString;
  /** Null while it is computed: for the first time, or again because late events touched it. */
  content: DayTotalContent | null;
}

export interface DayTotalQuery {
  modelId: string;
  /** Both included. */
  from: DayString;
  to: DayString;
}

/** Reads of everybody's scores by index; undefined if the version has no rows: it is not current, or they are being built. */
export interface ScoreReads {
  /** As `findProfile`, without what is read from other tables. Undefined: there is nobody. */
  findScored(ref: ProfileRef): Promise<ScoredProfile | undefined>;
  listRanked(query: RankedQuery): Promise<RankedPage | undefined>;
  countScores(query: ScoreCountQuery): Promise<ScoreCounts | undefined>;
  /** Undefined: a version without rows, of which none are being built. */
  findRowsProgress(model: Pick<ModelVersion, 'modelId' | 'version'>): Promise<RowsProgress | undefined>;
  /** Days that closed since the file keeps score rows, oldest first. */
  listDayTotals(query: DayTotalQuery): Promise<DayTotal[]>;
}
