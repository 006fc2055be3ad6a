import { toDayNumber } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { AccountScoresQuery, ScoredMembers } from '../../storage/account-reads.ts';
import type { PreparedAccountReads } from './read-accounts.ts';
import { prepareFindSet } from './scores/read-rows-state.ts';

interface MemberRow {
  a: number | null;
  lastActiveDay: number | null;
}

/** Accounts with the scores of those whose primary account they are, from the score rows. */
export function prepareListAccountScores(
  db: Database,
  accounts: Pick<PreparedAccountReads, 'list'>,
): (query: AccountScoresQuery) => ScoredMembers[] | undefined {
  const findSet = prepareFindSet(db);
  const membersOf = db.prepare<[{ set: number; groupId: string }], MemberRow>(`
    WITH asked AS (SELECT id FROM account WHERE group_id = @groupId)
    SELECT s.a, p.last_active_day AS lastActiveDay
    FROM (SELECT DISTINCT profile FROM membership WHERE account = (SELECT id FROM asked)) c
    JOIN profile p ON p.id = c.profile
    LEFT JOIN score_row s ON s.score_set = @set AND s.profile = c.profile
    WHERE p.opted_out = 0 AND (
      SELECT m.account FROM membership m WHERE m.profile = c.profile ORDER BY m.at DESC, m.message_id DESC LIMIT 1
    ) = (SELECT id FROM asked)`);
  return ({ model, day, activeSince, filter, ...page }) => {
    const set = findSet(model);
    if (set === undefined) return undefined;
    const [today, since] = [toDayNumber(day), toDayNumber(activeSince)];
    return accounts.list(filter, page).map((account) => {
      const members = membersOf.all({ set: set.id, groupId: account.groupId });
      return {
        account,
        scores: members.map(({ a }) => (a === null ? 0 : set.scale.toScore(a, today))),
        active: members.filter(({ lastActiveDay }) => (lastActiveDay ?? 0) >= since).length,
      };
    });
  };
}
