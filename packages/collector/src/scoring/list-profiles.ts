import { DEFAULT_BANDS } from '@ardent/core';
import type { Profile, ProfileFilter } from '../storage/project-storage.ts';
import type { ListPosition, RankedQuery, SortField } from '../storage/score-reads.ts';
import type { Scoring } from './create-scoring.ts';
import { scoreEdge } from './score-edge.ts';
import type { ScoringPoint } from './scoring-point.ts';
import { createScoreSummaries, type ScoreSummary } from './summarize-scores.ts';

/** Which profiles to list. Bands and scores are about the rounded score; all conditions must hold. */
export interface ProfileQuery {
  filter: ProfileFilter;
  band?: string;
  minScore?: number;
  maxScore?: number;
  sort: { field: SortField; descending: boolean };
}

export interface ListedProfile {
  profile: Profile;
  score: ScoreSummary;
}

/** One page of a list, and where the next one starts if there is one. */
export interface ProfilePage {
  rows: ListedProfile[];
  next?: ListPosition;
}

/**
 * A page of the profiles that a query asks for, scored at a point. The order is total, and a page starts after a
 * position and not at a number, so that a row whose value did not change is neither skipped nor repeated.
 */
export async function listProfiles(
  scoring: Pick<Scoring, 'listRanked'>,
  query: ProfileQuery,
  { point, after, limit }: { point: ScoringPoint; after?: ListPosition; limit: number },
): Promise<ProfilePage> {
  const { filter, sort } = query;
  const page = await scoring.listRanked({
    ...point,
    filter,
    sort,
    limit,
    scores: toScores(query, point),
    ...(after && { after }),
  });
  const summarize = createScoreSummaries(point);
  const rows = page.rows.map(({ profile, amounts }) => ({ profile, score: summarize(amounts) }));
  return page.next === undefined ? { rows } : { rows, next: page.next };
}

/** Rounded scores that the query lets through, as scores from an edge up to another. */
function toScores(
  { band, minScore, maxScore }: ProfileQuery,
  { model }: ScoringPoint,
): NonNullable<RankedQuery['scores']> {
  const bands = model.definition.bands ?? DEFAULT_BANDS;
  const index = bands.findIndex(({ key }) => key === band);
  const ofBand = index < 0 ? [undefined, undefined] : [bands[index]?.from, bands[index + 1]?.from];
  const from = Math.max(...[minScore, ofBand[0]].filter((one) => one !== undefined));
  const below = Math.min(
    ...[maxScore === undefined ? undefined : maxScore + 1, ofBand[1]].filter((one) => one !== undefined),
  );
  return {
    ...(Number.isFinite(from) && { from: scoreEdge(from) }),
    ...(Number.isFinite(below) && { below: scoreEdge(below) }),
  };
}
