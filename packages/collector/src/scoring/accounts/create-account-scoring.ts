import type { DayString } from '@ardent/core';
import type { Account, AccountFilter } from '../../storage/account-reads.ts';
import type { ModelVersion, ProjectReader } from '../../storage/project-storage.ts';
import type { Scoring } from '../create-scoring.ts';
import type { ScoredDay } from '../score-days.ts';
import { scoresNotReady } from '../scores-not-ready.ts';
import type { ScoringPoint } from '../scoring-point.ts';
import { createTimedMemo } from '../timed-memo.ts';
import { readAccountData } from './account-data.ts';
import { type AccountChange, explainAccountChange } from './explain-account-change.ts';
import { type ListedAccount, scoreAccounts } from './list-accounts.ts';
import { type ScoredAccount, scoreAccount, scoreAccountDays } from './score-account.ts';

/** All accounts with their scores, and when these were computed (milliseconds since 1970 UTC). */
export interface AccountScores {
  rows: readonly ListedAccount[];
  computedAt: number;
}

/** Scores of a project's accounts, rolled up from their members' daily counts. */
export interface AccountScoring {
  score(account: Account, point: ScoringPoint): Promise<ScoredAccount>;
  /** One entry per day, both ends included. */
  history(
    account: Account,
    range: { model: ModelVersion; from: DayString; to: DayString },
  ): Promise<ScoredDay[]>;
  /** Why the score moved from one day and version to another. */
  explain(account: Account, from: ScoringPoint, to: ScoringPoint): Promise<AccountChange>;
  /** Every account that the filter lets through, unordered, at most half a minute old. @throws CollectorError `scores_not_ready` */
  scoreAll(filter: AccountFilter, point: ScoringPoint): Promise<AccountScores>;
}

const ANY_ORDER = { field: 'score', descending: true } as const;
const LIST_MEMO = { leastMs: 1000, mostMs: 30_000, size: 8 };

export function createAccountScoring({
  reader,
  scoring,
  now,
}: {
  reader: ProjectReader;
  scoring: Pick<Scoring, 'listRanked'>;
  now: () => number;
}): AccountScoring {
  const lists = createTimedMemo<AccountScores>(LIST_MEMO, now);
  const read = (account: Account, to: DayString) => readAccountData(reader, account, to);
  return {
    score: async (account, point) => scoreAccount(await read(account, point.day), point),
    history: async (account, range) => scoreAccountDays(await read(account, range.to), range),
    explain: async (account, from, to) => explainAccountChange(await read(account, to.day), from, to),
    scoreAll(filter, point) {
      const { model, day } = point;
      return lists.get(JSON.stringify([model.modelId, model.version, day, filter]), async () => {
        // Waits until the rows are up to date, or says that they are being built.
        await scoring.listRanked({ ...point, filter: { kind: 'all' }, sort: ANY_ORDER, limit: 1 });
        const rows = await scoreAccounts(reader, { filter, point });
        if (rows === undefined) throw scoresNotReady(await reader.findRowsProgress(model), now());
        return { rows, computedAt: now() };
      });
    },
  };
}
