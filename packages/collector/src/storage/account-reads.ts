import type { DayString, JsonObject } from '@ardent/core';
import type { ModelVersion, ProfileId } from './project-storage.ts';

/** A company: a group that people belong to. */
export interface Account {
  groupId: string;
  traits: JsonObject;
  /** Milliseconds since 1970 UTC: of the first message that put somebody into it. */
  firstSeenAt: number;
  /** What secret keys said of its seats, by day, ascending; null takes back what was said before. */
  seats: readonly { day: DayString; seats: number | null }[];
}

/** Days on which an account was someone's primary one, the first and the last included; null: it still is. */
export interface Stay {
  from: DayString;
  to: DayString | null;
}

/** Someone whose primary account it is or was. */
export interface AccountMember {
  profileId: ProfileId;
  userId: string | null;
  /** Ascending; at least one. */
  stays: readonly Stay[];
}

/** Which accounts to list; all that is given must hold. */
export interface AccountFilter {
  /** Equality; a list means any of. */
  traits?: Record<string, readonly (string | number | boolean)[]>;
}

/** A page of accounts in the order of their groupId, with scores of a day under a current version. */
export interface AccountScoresQuery {
  model: ModelVersion;
  day: DayString;
  /** Members active on this day or later are counted. */
  activeSince: DayString;
  filter: AccountFilter;
  after?: string;
  limit: number;
}

/** An account with what its members of today score. */
export interface ScoredMembers {
  account: Account;
  /** Of the measured profiles whose primary account it is. */
  scores: number[];
  /** How many of them were active. */
  active: number;
}

/** Reads of accounts. */
export interface AccountReads {
  findAccount(groupId: string): Promise<Account | undefined>;
  /** Undefined if the version has no score rows: it is not current, or they are being built. */
  listAccountScores(query: AccountScoresQuery): Promise<ScoredMembers[] | undefined>;
  /** Measured profiles whose primary account it is or was, in the order of their internal number. */
  listMembers(groupId: string): Promise<AccountMember[]>;
}
