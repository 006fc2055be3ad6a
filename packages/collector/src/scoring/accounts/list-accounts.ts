import { type AccountScore, bandOf, rollUpAccount, rounded, toDayNumber, toDayString } from '@ardent/core';
import type { Account, AccountFilter, AccountReads } from '../../storage/account-reads.ts';
import type { RankedProfile } from '../../storage/score-reads.ts';
import type { ScoringPoint } from '../scoring-point.ts';

/** What a list of accounts is put in order by; equals stand in the order of their groupId. */
export type AccountSortField = 'score' | 'seats' | 'members' | 'firstSeen';

/** Which accounts to list. Bands and scores are about the rounded score; all conditions must hold. */
export interface AccountQuery {
  filter: AccountFilter;
  band?: string;
  minScore?: number;
  maxScore?: number;
  singleThreaded?: boolean;
  sort: { field: AccountSortField; descending: boolean };
}

/** An account with its score. */
export interface ListedAccount {
  account: Account;
  score: AccountScore;
  /** Profiles whose primary account it is. */
  members: number;
}

/** The place of a row in a list's order. */
export interface AccountPosition {
  value: number;
  groupId: string;
}

/** One page of a list, and where the next one starts if there is one. */
export interface AccountPage {
  rows: ListedAccount[];
  next?: AccountPosition;
}

const ACTIVE_DAYS = 90;
const ACCOUNTS_A_PAGE = 500;

/** All accounts that a filter lets through with their scores of today, made of their members' scores. */
export async function scoreAccounts(
  reader: AccountReads,
  fleet: readonly RankedProfile[],
  { filter, point }: { filter: AccountFilter; point: ScoringPoint },
): Promise<ListedAccount[]> {
  const members = membersByAccount(fleet);
  const activeSince = toDayString(toDayNumber(point.day) - ACTIVE_DAYS + 1);
  const listed: ListedAccount[] = [];
  let after: string | undefined;
  do {
    const page = await reader.listAccounts(filter, {
      limit: ACCOUNTS_A_PAGE,
      ...(after !== undefined && { after }),
    });
    for (const account of page) {
      const own = members.get(account.groupId) ?? [];
      const active = own.filter(({ profile }) => (profile.lastActiveDay ?? '') >= activeSince).length;
      const seats = account.seats.at(-1)?.seats ?? Math.max(1, active);
      const scores = own.map(({ score }) => score);
      const score = rollUpAccount(point.model.definition, scores, { seats });
      listed.push({ account, score, members: own.length });
    }
    after = page.length < ACCOUNTS_A_PAGE ? undefined : page.at(-1)?.groupId;
  } while (after !== undefined);
  return listed;
}

/**
 * A page of accounts. The order is total, and a page starts after a position and not at a number, so that a row whose
 * value did not change is neither skipped nor repeated.
 */
export function pageOfAccounts(
  all: readonly ListedAccount[],
  query: AccountQuery,
  { point, after, limit }: { point: ScoringPoint; after?: AccountPosition; limit: number },
): AccountPage {
  const order = orderOf(query.sort.descending);
  const matching = all
    .filter((entry) => isWanted(entry, query, point))
    .map((entry) => ({ entry, position: positionOf(entry, query.sort.field) }))
    .filter(({ position }) => after === undefined || order(position, after) > 0)
    .sort((a, b) => order(a.position, b.position));
  const page = matching.slice(0, limit);
  const rows = page.map(({ entry }) => entry);
  const last = page.at(-1);
  return matching.length > limit && last !== undefined ? { rows, next: last.position } : { rows };
}

function membersByAccount(fleet: readonly RankedProfile[]): Map<string, RankedProfile[]> {
  const members = new Map<string, RankedProfile[]>();
  for (const entry of fleet) {
    const groupId = entry.profile.accounts.find(({ isPrimary }) => isPrimary)?.groupId;
    if (groupId === undefined) continue;
    const known = members.get(groupId);
    if (known === undefined) members.set(groupId, [entry]);
    else known.push(entry);
  }
  return members;
}

function isWanted(
  { score }: ListedAccount,
  { band, minScore, maxScore, singleThreaded }: AccountQuery,
  { model }: ScoringPoint,
): boolean {
  const whole = rounded(score.score);
  if (minScore !== undefined && whole < minScore) return false;
  if (maxScore !== undefined && whole > maxScore) return false;
  if (singleThreaded !== undefined && score.singleThreaded !== singleThreaded) return false;
  return band === undefined || bandOf(whole, model.definition.bands) === band;
}

function positionOf({ account, score, members }: ListedAccount, field: AccountSortField): AccountPosition {
  const values: Record<AccountSortField, number> = {
    score: score.score,
    seats: score.seats,
    members,
    firstSeen: account.firstSeenAt,
  };
  return { value: values[field], groupId: account.groupId };
}

function orderOf(descending: boolean): (a: AccountPosition, b: AccountPosition) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => sign * (a.value - b.value) || (a.groupId < b.groupId ? -1 : a.groupId > b.groupId ? 1 : 0);
}
