import { toDayNumber } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ListPosition, RankedPage, RankedProfile, RankedQuery } from '../../../storage/score-reads.ts';
import type { KeptDays } from '../kept-days.ts';
import { parseProfileId, toProfileId } from '../profile-id.ts';
import { prepareCountBelow } from './count-scores.ts';
import { createListPlanner, type ListRange, type PlannedQuery } from './plan-list.ts';
import { prepareReadAmounts } from './read-amounts.ts';
import { prepareReadListed } from './read-listed.ts';
import { prepareFindSet, prepareRowsState } from './read-rows-state.ts';
import type { ScoreSet } from './score-sets.ts';
import { standingsOf } from './standing.ts';

interface ListedRow {
  profile: number;
  a: number;
  value: number;
}

/** Pages of profiles in the order of an index, or of the few that a filter names. */
export function prepareListRanked(
  db: Database,
  kept: Pick<KeptDays, 'countsFrom'>,
): (query: RankedQuery) => RankedPage | undefined {
  const findSet = prepareFindSet(db);
  const rowsState = prepareRowsState(db);
  const readListed = prepareReadListed(db);
  const readAmounts = prepareReadAmounts(db);
  const plan = createListPlanner(db, prepareCountBelow(db));
  const run = ({ sql, values }: PlannedQuery) => db.prepare<unknown[], ListedRow>(sql).all(...values);

  function toRanked(page: readonly ListedRow[], set: ScoreSet, today: number): RankedProfile[] {
    const listed = readListed(page.map(({ profile }) => profile));
    const from = kept.countsFrom();
    return page.flatMap(({ profile: id, a }) => {
      const known = listed.get(id);
      if (known === undefined) return [];
      const amounts = readAmounts(id, known.days.list(from, today));
      return [{ profile: known.profile, score: set.scale.toScore(a, today), amounts }];
    });
  }

  return (query) => {
    const set = findSet(query.model);
    if (set === undefined) return undefined;
    const today = toDayNumber(query.day, 'day');
    const range = toRange(query, set, today);
    const listed = plan(query, range)
      .flatMap(run)
      .sort(orderOf(query.sort.descending))
      .slice(0, query.limit + 1);
    const page = listed.slice(0, query.limit);
    const rows = toRanked(page, set, today);
    const last = page.at(-1);
    if (listed.length <= query.limit || last === undefined) return { rows, ...rowsState() };
    return { rows, next: positionOf(last, query, set), ...rowsState() };
  };
}

function toRange({ scores = {}, filter, after, sort }: RankedQuery, set: ScoreSet, today: number): ListRange {
  const { from, below } = scores;
  return {
    set: set.id,
    standings: standingsOf(filter.kind),
    from: from === undefined ? Number.NEGATIVE_INFINITY : set.scale.toA(from, today),
    below: below === undefined ? Number.POSITIVE_INFINITY : set.scale.toA(below, today),
    ...(after && {
      after: {
        value: sort.field === 'score' ? toCurrentA(after, set) : after.value,
        profile: parseProfileId(after.profileId) ?? 0,
      },
    }),
  };
}

/** Landmarks move by whole half-lives, so that this loses nothing. */
function toCurrentA({ value, landmark = 0 }: ListPosition, set: ScoreSet): number {
  const { decay } = set.model.definition;
  if (decay.type === 'window' || landmark === set.landmark) return value;
  return value * 2 ** ((landmark - set.landmark) / decay.days);
}

function positionOf(row: ListedRow, { sort }: RankedQuery, { landmark }: ScoreSet): ListPosition {
  const place = { value: row.value, profileId: toProfileId(row.profile) };
  return sort.field === 'score' ? { ...place, landmark } : place;
}

function orderOf(isDescending: boolean): (a: ListedRow, b: ListedRow) => number {
  const sign = isDescending ? -1 : 1;
  return (a, b) => sign * (a.value - b.value || a.profile - b.profile);
}
