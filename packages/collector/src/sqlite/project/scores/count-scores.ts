import { toDayNumber } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ScoreCountQuery, ScoreCounts } from '../../../storage/score-reads.ts';
import { parseProfileId } from '../profile-id.ts';
import { bucketStart, rankBucket } from './rank-bucket.ts';
import { prepareFindSet, prepareRowsState } from './read-rows-state.ts';
import type { ScoreRow } from './score-rows.ts';
import { standingsOf } from './standing.ts';

/** Counts scores below edges: whole buckets by their tallies, the one that an edge lies in by its rows. */
export function prepareCountScores(db: Database): (query: ScoreCountQuery) => ScoreCounts | undefined {
  const findSet = prepareFindSet(db);
  const rowsState = prepareRowsState(db);
  const countBelow = prepareCountBelow(db);
  const rowOf = db.prepare<[number, number], ScoreRow>(
    'SELECT standing, a, p FROM score_row WHERE score_set = ? AND profile = ?',
  );
  return ({ model, day, group, below, without }) => {
    const set = findSet(model);
    if (set === undefined) return undefined;
    const today = toDayNumber(day, 'day');
    const standings = standingsOf(group);
    const edges = below.map((score) => set.scale.toA(score, today));
    const counts = countBelow(set.id, standings, edges);
    const row = without === undefined ? undefined : rowOf.get(set.id, parseProfileId(without) ?? 0);
    const isCounted = row !== undefined && standings.includes(row.standing);
    return {
      total: counts.total - (isCounted ? 1 : 0),
      below: counts.below.map((count, i) => count - (isCounted && row.a < (edges[i] ?? 0) ? 1 : 0)),
      ...rowsState(),
    };
  };
}

type CountBelow = (
  set: number,
  standings: readonly number[],
  edges: readonly number[],
) => { total: number; below: number[] };

/** Counts the A's of a set that lie below edges. */
export function prepareCountBelow(db: Database): CountBelow {
  const tallies = db
    .prepare<[number, number], [bucket: number, profiles: number]>(
      'SELECT bucket, profiles FROM score_tally WHERE score_set = ? AND standing = ?',
    )
    .raw();
  const between = db
    .prepare<[number, number, number, number], number>(
      'SELECT count(*) FROM score_rank WHERE score_set = ? AND standing = ? AND a >= ? AND a < ?',
    )
    .pluck();
  return (set, standings, edges) => {
    let total = 0;
    const below = edges.map(() => 0);
    const buckets = edges.map(rankBucket);
    for (const standing of standings) {
      for (const [bucket, profiles] of tallies.iterate(set, standing)) {
        total += profiles;
        for (const [i, ofEdge] of buckets.entries())
          if (bucket < ofEdge) below[i] = (below[i] ?? 0) + profiles;
      }
      for (const [i, edge] of edges.entries()) {
        below[i] = (below[i] ?? 0) + (between.get(set, standing, bucketStart(buckets[i] ?? 0), edge) ?? 0);
      }
    }
    return { total, below };
  };
}
