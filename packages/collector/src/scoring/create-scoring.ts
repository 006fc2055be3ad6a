import {
  computeScore,
  type DailyCount,
  type DayString,
  type Score,
  type ScoreChange,
  toDayNumber,
  toDayString,
} from '@ardent/core';
import type { ModelVersion, Profile, ProfileFilter, ProjectReader } from '../storage/project-storage.ts';
import type { DayClock } from '../time/day-clock.ts';
import { endOfDay } from '../time/end-of-day.ts';
import { explainProfileChange } from './explain-profile-change.ts';
import { labelCounts } from './label-counts.ts';
import { percentile } from './percentile.ts';
import { type ScoredDay, scoreDays } from './score-days.ts';
import { type FleetScore, scoreFleet } from './score-fleet.ts';
import type { ScoringPoint } from './scoring-point.ts';
import { suspectSignals } from './suspect-signals.ts';
import { createTimedMemo } from './timed-memo.ts';

/** Someone's score on a day under a version, and where it stands among others. */
export interface ProfileScore extends Score {
  day: DayString;
  model: ModelVersion;
  /** 0 to 1 among known profiles active in the last 90 days; null for a past day, or if there are none. */
  percentile: number | null;
}

/** Scores of a project's profiles, computed on demand from their daily counts; core does the maths. */
export interface Scoring {
  /** The current day in the project's time zone. */
  today(): DayString;
  /** The day of an instant (milliseconds since 1970 UTC) in the project's time zone. */
  dayOf(timeMs: number): DayString;
  /** All daily counts that are kept of a profile, by the version's keys. */
  listCounts(profile: Profile, point: ScoringPoint): Promise<DailyCount[]>;
  score(profile: Profile, point: ScoringPoint): Promise<Score>;
  scoreWithPercentile(profile: Profile, point: ScoringPoint): Promise<ProfileScore>;
  /** One entry per day, both ends included. */
  history(
    profile: Profile,
    range: { model: ModelVersion; from: DayString; to: DayString },
  ): Promise<ScoredDay[]>;
  /** Why the score moved from one day and version to another. */
  explain(profile: Profile, from: ScoringPoint, to: ScoringPoint): Promise<ScoreChange>;
  /** Keys of the version's signals whose tracking seems broken, at an instant in milliseconds since 1970 UTC. */
  suspects(model: ModelVersion, at: number): Promise<string[]>;
  /** The instant at which a day is over; now, if it is not over yet. */
  endOf(day: DayString): number;
  /** Every measured profile that the filter lets through, unordered; at most a few seconds old. */
  scoreAll(filter: ProfileFilter, point: ScoringPoint): Promise<readonly FleetScore[]>;
}

const ACTIVE_DAYS = 90;
const FLEET_MEMO = { leastMs: 1000, mostMs: 30_000, size: 8 };

export function createScoring({
  reader,
  dayOf: dayNumberOf,
  now,
}: {
  reader: ProjectReader;
  dayOf: DayClock;
  now: () => number;
}): Scoring {
  const fleets = createTimedMemo<readonly FleetScore[]>(FLEET_MEMO, now);
  const dayOf = (timeMs: number) => toDayString(dayNumberOf(timeMs));
  const today = () => dayOf(now());
  const activeSince = () => toDayString(dayNumberOf(now()) - ACTIVE_DAYS + 1);

  async function listCounts(profile: Profile, { model, day }: ScoringPoint): Promise<DailyCount[]> {
    return labelCounts(await reader.listCounts(profile.profileId, { to: day }), model);
  }

  async function score(profile: Profile, point: ScoringPoint): Promise<Score> {
    return computeScore(point.model.definition, await listCounts(profile, point), point.day);
  }

  function scoreAll(filter: ProfileFilter, { model, day }: ScoringPoint): Promise<readonly FleetScore[]> {
    const key = JSON.stringify([model.modelId, model.version, day, filter]);
    return fleets.get(key, () => scoreFleet(reader, { filter, model, day }));
  }

  async function percentileOf(profile: Profile, own: number, point: ScoringPoint): Promise<number | null> {
    if (point.day !== today()) return null;
    const seenSince = activeSince();
    const fleet = await scoreAll({ kind: 'known', seenSince }, point);
    const others = fleet.filter((other) => other.profile.profileId !== profile.profileId);
    const isMember =
      profile.userId !== null && !profile.isUnmeasured && (profile.lastActiveDay ?? '') >= seenSince;
    const sorted = others.map((other) => other.score).sort((a, b) => a - b);
    return percentile(sorted, own, isMember);
  }

  return {
    today,
    dayOf,
    listCounts,
    score,
    scoreAll,
    suspects: (model, at) => suspectSignals(reader, model, Math.min(at, now())),
    endOf: (day) => Math.min(now(), endOfDay(toDayNumber(day), dayNumberOf)),
    async scoreWithPercentile(profile, point) {
      const own = await score(profile, point);
      return { ...own, ...point, percentile: await percentileOf(profile, own.score, point) };
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
