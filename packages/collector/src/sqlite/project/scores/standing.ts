import type { ScoreGroup } from '../../../storage/score-reads.ts';

/** Which of three groups a profile is listed in; known ones are `recent` for 90 days after their last active day. */
export const STANDING = { anonymous: 0, lapsed: 1, recent: 2 } as const;

export const RECENT_DAYS = 90;

/** What decides how a profile stands, as stored. */
export interface StandingFacts {
  isKnown: number;
  lastActiveDay: number | null;
}

export function standingOf({ isKnown, lastActiveDay }: StandingFacts, today: number): number {
  if (isKnown === 0) return STANDING.anonymous;
  return lastActiveDay !== null && lastActiveDay > today - RECENT_DAYS ? STANDING.recent : STANDING.lapsed;
}

/** The standings that make up a group. */
export function standingsOf(group: ScoreGroup): number[] {
  const { anonymous, lapsed, recent } = STANDING;
  if (group === 'recent') return [recent];
  if (group === 'anonymous') return [anonymous];
  return group === 'known' ? [lapsed, recent] : [anonymous, lapsed, recent];
}
