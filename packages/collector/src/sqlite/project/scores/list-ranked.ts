import { toDayNumber } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Profile, ProfileRef } from '../../../storage/project-storage.ts';
import type { ListPosition, RankedPage, RankedProfile, RankedQuery } from '../../../storage/score-reads.ts';
import type { KeptDays } from '../kept-days.ts';
import { parseProfileId, toProfileId } from '../profile-id.ts';
import { prepareAmountsOf } from './compute-row.ts';
import { prepareCountBelow } from './count-scores.ts';
import { createListPlanner, type ListRange, type PlannedQuery } from './plan-list.ts';
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
  { findProfile, kept }: { findProfile: (ref: ProfileRef) => Profile | undefined; kept: KeptDays },
): (query: RankedQuery) => RankedPage | undefined {
  const findSet = prepareFindSet(db);
  const rowsState = prepareRowsState(db);
  const amountsOf = prepareAmountsOf(db);
  const plan = createListPlanner(db, prepareCountBelow(db));
  const run = ({ sql, values }: PlannedQuery) => db.prepare<unknown[], ListedRow>(sql).all(...values);

  function toRanked({ profile: id, a }: ListedRow, set: ScoreSet, today: number): RankedProfile[] {
    const profileId = toProfileId(id);
    const profile = findProfile({ profileId });
    // Merged or opted out a moment ago: the rows don't know it yet.
    if (profile === undefined || profile.profileId !== profileId || profile.isUnmeasured) return [];
    const amounts = amountsOf(id, { from: kept.countsFrom(), to: today });
    return [{ profile, score: set.scale.toScore(a, today), amounts }];
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
    const rows = page.flatMap((row) => toRanked(row, set, today));
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
