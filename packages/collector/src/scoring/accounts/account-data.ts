import { setImmediate } from 'node:timers/promises';
import { type DayString, toDayNumber } from '@ardent/core';
import type { Account, AccountMember, AccountReads } from '../../storage/account-reads.ts';
import { ANY_EVENT_SIGNAL, type ProjectReader, type SignalCount } from '../../storage/project-storage.ts';

/** A member with all daily counts up to a day. */
export interface MemberCounts {
  member: AccountMember;
  counts: readonly SignalCount[];
}

/** What an account's scores are made of. */
export interface AccountData {
  account: Account;
  members: readonly MemberCounts[];
}

const ACTIVE_DAYS = 90;
// Some 10 ms of work, so that requests between two of them wait no longer.
const MEMBERS_AT_ONCE = 30;

/** Reads the members of an account with their counts up to a day; lets other work go on in between. */
export async function readAccountData(
  reader: Pick<ProjectReader, 'listCounts'> & AccountReads,
  account: Account,
  to: DayString,
): Promise<AccountData> {
  const members: MemberCounts[] = [];
  for (const member of await reader.listMembers(account.groupId)) {
    members.push({ member, counts: await reader.listCounts(member.profileId, { to }) });
    if (members.length % MEMBERS_AT_ONCE === 0) await setImmediate();
  }
  return { account, members };
}

/** Whether the account was someone's primary one on a day. */
export function isMemberOn({ stays }: AccountMember, day: DayString): boolean {
  return stays.some(({ from, to }) => from <= day && (to === null || day <= to));
}

/**
 * The seats an account is measured against on a day: what a secret key said last, else its members of the day who were
 * active on one of the 90 days that end with it, at least 1.
 */
export function seatsOn({ account, members }: AccountData, day: DayString): number {
  const said = account.seats.findLast((one) => one.day <= day)?.seats ?? null;
  if (said !== null) return said;
  return Math.max(1, members.filter((one) => isMemberOn(one.member, day) && wasActive(one, day)).length);
}

function wasActive({ counts }: MemberCounts, day: DayString): boolean {
  const last = counts.findLast(
    ({ signalId, day: counted, amount }) => signalId === ANY_EVENT_SIGNAL && counted <= day && amount > 0,
  );
  return last !== undefined && toDayNumber(day) - toDayNumber(last.day) < ACTIVE_DAYS;
}
