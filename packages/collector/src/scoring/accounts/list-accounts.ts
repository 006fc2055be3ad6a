import { setImmediate } from 'node:timers/promises';
import { type AccountScore, bandOf, rollUpAccount, rounded, toDayNumber, toDayString } from '@ardent/core';
import type { Account, AccountFilter, AccountReads, ScoredMembers } from '../../storage/account-reads.ts';
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
// Some 10 ms of work with a hundred people each.
const ACCOUNTS_AT_ONCE = 20;

/**
 * All accounts that a filter lets through with their scores of today, made of their members' score rows. Lets other work
 * go on in between.
 *
 * @returns undefined if the version has no rows.
 */
export async function scoreAccounts(
  reader: AccountReads,
  { filter, point }: { filter: AccountFilter; point: ScoringPoint },
): Promise<ListedAccount[] | undefined> {
  const activeSince = toDayString(toDayNumber(point.day) - ACTIVE_DAYS + 1);
  const listed: ListedAccount[] = [];
  let after: string | undefined;
  do {
    const query = { ...point, activeSince, filter, limit: ACCOUNTS_AT_ONCE };
    const page = await reader.listAccountScores(after === undefined ? query : { ...query, after });
    if (page === undefined) return undefined;
    listed.push(...page.map((one) => toListed(one, point)));
    after = page.length < ACCOUNTS_AT_ONCE ? undefined : page.at(-1)?.account.groupId;
    await setImmediate();
  } while (after !== undefined);
  return listed;
}

function toListed({ account, scores, active }: ScoredMembers, { model }: ScoringPoint): ListedAccount {
  const seats = account.seats.at(-1)?.seats ?? Math.max(1, active);
  return { account, score: rollUpAccount(model.definition, scores, { seats }), members: scores.length };
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
