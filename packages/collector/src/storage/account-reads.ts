import type { DayString, JsonObject } from '@ardent/core';
import type { ProfileId } from './project-storage.ts';

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

/** Reads of accounts. */
export interface AccountReads {
  findAccount(groupId: string): Promise<Account | undefined>;
  /** Accounts in the order of their groupId, after the one given. */
  listAccounts(filter: AccountFilter, page: { after?: string; limit: number }): Promise<Account[]>;
  /** Measured profiles whose primary account it is or was, in the order of their internal number. */
  listMembers(groupId: string): Promise<AccountMember[]>;
}
