import { bandOf, rounded, type Score } from '@ardent/core';
import type { Profile, ProfileFilter } from '../storage/project-storage.ts';
import type { Scoring } from './create-scoring.ts';
import type { FleetScore } from './score-fleet.ts';
import type { ScoringPoint } from './scoring-point.ts';

/** What a list is put in order by; equals stand in the order of their profileId. */
export type SortField = 'score' | 'lastSeen' | 'firstSeen';

/** Which profiles to list. Bands and scores are about the rounded score; all conditions must hold. */
export interface ProfileQuery {
  filter: ProfileFilter;
  band?: string;
  minScore?: number;
  maxScore?: number;
  sort: { field: SortField; descending: boolean };
}

/** The place of a row in a list's order. */
export interface ListPosition {
  value: number;
  profileId: string;
}

export interface ListedProfile {
  profile: Profile;
  score: Score;
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
  scoring: Scoring,
  query: ProfileQuery,
  { point, after, limit }: { point: ScoringPoint; after?: ListPosition; limit: number },
): Promise<ProfilePage> {
  const all = await scoring.scoreAll(query.filter, point);
  const order = orderOf(query.sort.descending);
  const matching = all
    .filter((entry) => isWanted(entry, query, point))
    .map((entry) => ({ profile: entry.profile, position: positionOf(entry, query.sort.field) }))
    .filter(({ position }) => after === undefined || order(position, after) > 0)
    .sort((a, b) => order(a.position, b.position));
  const page = matching.slice(0, limit);
  const rows = await Promise.all(
    page.map(async ({ profile }) => ({ profile, score: await scoring.score(profile, point) })),
  );
  const last = page.at(-1);
  return matching.length > limit && last !== undefined ? { rows, next: last.position } : { rows };
}

function isWanted(
  { score }: FleetScore,
  { band, minScore, maxScore }: ProfileQuery,
  { model }: ScoringPoint,
): boolean {
  const whole = rounded(score);
  if (minScore !== undefined && whole < minScore) return false;
  if (maxScore !== undefined && whole > maxScore) return false;
  return band === undefined || bandOf(whole, model.definition.bands) === band;
}

function positionOf({ profile, score }: FleetScore, field: SortField): ListPosition {
  const { profileId } = profile;
  if (field === 'score') return { value: score, profileId };
  return { value: field === 'firstSeen' ? profile.firstSeenAt : (profile.lastSeenAt ?? 0), profileId };
}

function orderOf(descending: boolean): (a: ListPosition, b: ListPosition) => number {
  const sign = descending ? -1 : 1;
  return (a, b) =>
    sign * (a.value - b.value) || (a.profileId < b.profileId ? -1 : a.profileId > b.profileId ? 1 : 0);
}
