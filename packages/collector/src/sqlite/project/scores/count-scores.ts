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

/** Counts the A's of a set that lie below edges. SQLite adds up the tallies: each row handed over costs as much as ten added. */
export function prepareCountBelow(db: Database): CountBelow {
  const tallied = db
    .prepare<[number, number, number, number], number>(`
      SELECT coalesce(sum(profiles), 0) FROM score_tally
      WHERE score_set = ? AND standing = ? AND bucket >= ? AND bucket < ?`)
    .pluck();
  const between = db
    .prepare<[number, number, number, number], number>(
      'SELECT count(*) FROM score_rank WHERE score_set = ? AND standing = ? AND a >= ? AND a < ?',
    )
    .pluck();

  /** How many of a standing lie below each of some numbers, which ascend. */
  function countAscending(set: number, standing: number, edges: readonly number[]): number[] {
    let last = Number.NEGATIVE_INFINITY;
    let bucket = rankBucket(last);
    let whole = 0;
    let part = 0;
    return edges.map((edge) => {
      const next = rankBucket(edge);
      if (next === bucket) {
        part += between.get(set, standing, last, edge) ?? 0;
      } else {
        whole += tallied.get(set, standing, bucket, next) ?? 0;
        part = between.get(set, standing, bucketStart(next), edge) ?? 0;
      }
      last = edge;
      bucket = next;
      return whole + part;
    });
  }

  return (set, standings, edges) => {
    const ascending = [...new Set([...edges, Number.POSITIVE_INFINITY])].sort((a, b) => a - b);
    const below = new Map(ascending.map((edge) => [edge, 0]));
    for (const standing of standings) {
      const counts = countAscending(set, standing, ascending);
      for (const [i, edge] of ascending.entries()) below.set(edge, (below.get(edge) ?? 0) + (counts[i] ?? 0));
    }
    return {
      total: below.get(Number.POSITIVE_INFINITY) ?? 0,
      below: edges.map((edge) => below.get(edge) ?? 0),
    };
  };
}
