import {
  computeScore,
  type DailyCount,
  type DayString,
  type Score,
  type ScoreChange,
  toDayNumber,
  toDayString,
} from '@ardent/core';
import type { ModelVersion, ProjectReader } from '../storage/project-storage.ts';
import type { ScoredProfile } from '../storage/score-reads.ts';
import type { DayClock } from '../time/day-clock.ts';
import { endOfDay } from '../time/end-of-day.ts';
import { explainProfileChange } from './explain-profile-change.ts';
import { labelCounts } from './label-counts.ts';
import { createRankedScores, type RankedScores, type ScoreStanding } from './ranked-scores.ts';
import { type ScoredDay, scoreDays } from './score-days.ts';
import type { ScoringPoint } from './scoring-point.ts';
import { suspectSignals } from './suspect-signals.ts';

/** Someone's score on a day under a version, and where it stands among others. */
export interface ProfileScore extends Score {
  day: DayString;
  model: ModelVersion;
  /** All daily counts that it was computed from, by the version's keys. */
  counts: readonly DailyCount[];
  /** Null for a past day, for a version that is not current, and if there is nobody to stand among. */
  standing: ScoreStanding | null;
}

/** Scores of a project's profiles: one person's computed from daily counts by core, everybody's from score rows. */
export interface Scoring extends Omit<RankedScores, 'standingOf'> {
  /** The current day in the project's time zone. */
  today(): DayString;
  /** The day of an instant (milliseconds since 1970 UTC) in the project's time zone. */
  dayOf(timeMs: number): DayString;
  /** All daily counts that are kept of a profile, by the version's keys. */
  listCounts(profile: ScoredProfile, point: ScoringPoint): Promise<DailyCount[]>;
  score(profile: ScoredProfile, point: ScoringPoint): Promise<Score>;
  scoreWithStanding(profile: ScoredProfile, point: ScoringPoint): Promise<ProfileScore>;
  /** One entry per day, both ends included. */
  history(
    profile: ScoredProfile,
    range: { model: ModelVersion; from: DayString; to: DayString },
  ): Promise<ScoredDay[]>;
  /** Why the score moved from one day and version to another. */
  explain(profile: ScoredProfile, from: ScoringPoint, to: ScoringPoint): Promise<ScoreChange>;
  /** Keys of the version's signals whose tracking seems broken, at an instant in milliseconds since 1970 UTC. */
  suspects(model: ModelVersion, at: number): Promise<string[]>;
  /** The instant at which a day is over; now, if it is not over yet. */
  endOf(day: DayString): number;
}

const ACTIVE_DAYS = 90;

export function createScoring({
  reader,
  settle,
  dayOf: dayNumberOf,
  now,
}: {
  reader: ProjectReader;
  /** Brings the score rows up to date. */
  settle: () => Promise<void>;
  dayOf: DayClock;
  now: () => number;
}): Scoring {
  const dayOf = (timeMs: number) => toDayString(dayNumberOf(timeMs));
  const today = () => dayOf(now());
  const activeSince = () => toDayString(dayNumberOf(now()) - ACTIVE_DAYS + 1);
  const { standingOf, ...ranked } = createRankedScores({ reader, settle, today, now });

  async function listCounts(profile: ScoredProfile, { model, day }: ScoringPoint): Promise<DailyCount[]> {
    return labelCounts(await reader.listCounts(profile.profileId, { to: day }), model);
  }

  async function score(profile: ScoredProfile, point: ScoringPoint): Promise<Score> {
    return computeScore(point.model.definition, await listCounts(profile, point), point.day);
  }

  return {
    today,
    dayOf,
    listCounts,
    score,
    ...ranked,
    suspects: (model, at) => suspectSignals(reader, model, Math.min(at, now())),
    endOf: (day) => Math.min(now(), endOfDay(toDayNumber(day), dayNumberOf)),
    async scoreWithStanding(profile, point) {
      const counts = await listCounts(profile, point);
      const own = computeScore(point.model.definition, counts, point.day);
      const { profileId, userId, lastActiveDay } = profile;
      const isMember = userId !== null && (lastActiveDay ?? '') >= activeSince();
      return {
        ...own,
        ...point,
        counts,
        standing: await standingOf({ profileId, score: own.score, isMember }, point),
      };
    },
    async history(profile, { model, from, to }) {
      return scoreDays(model.definition, await listCounts(profile, { model, day: to }), { from, to });
    },
    async explain(profile, from, to) {
      const counts = await reader.listCounts(profile.profileId, { to: to.day });
      return explainProfileChange(counts, from, to);
    },
  };
}
