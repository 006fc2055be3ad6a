import { setTimeout } from 'node:timers/promises';
import type { DayString } from '@ardent/core';
import type { ModelVersion, ProfileId, ProjectReader } from '../storage/project-storage.ts';
import type {
  RankedPage,
  RankedQuery,
  RowsState,
  ScoreCountQuery,
  ScoreCounts,
  ScoreReads,
} from '../storage/score-reads.ts';
import { percentile } from './percentile.ts';
import { scoresNotReady } from './scores-not-ready.ts';
import type { ScoringPoint } from './scoring-point.ts';

/** Where a score stands among those of known profiles active in the last 90 days, its owner's included. */
export interface ScoreStanding {
  /** 0 to 1: (below + ½ equal) / n. */
  percentile: number;
  /** n. */
  among: number;
}

/**
 * Everybody's scores of today under current versions, by index: at most two seconds behind what was answered, and not
 * at all while little comes in. Where somebody stands may be ten seconds behind while hundreds are active at once.
 */
export interface RankedScores {
  /** @throws CollectorError `scores_not_ready` while the version's rows are being built. */
  listRanked(query: RankedQuery): Promise<RankedPage>;
  /** @throws CollectorError `scores_not_ready` */
  countScores(query: ScoreCountQuery): Promise<ScoreCounts>;
  /** Null if there is nobody to stand among, or no rows of the version. */
  standingOf(owner: ScoreOwner, point: ScoringPoint): Promise<ScoreStanding | null>;
}

/** Someone and their score; `isMember`: known and active in the last 90 days. */
export interface ScoreOwner {
  profileId: ProfileId;
  score: number;
  isMember: boolean;
}

export interface RankedScoresTools {
  reader: ScoreReads & Pick<ProjectReader, 'findModel'>;
  /** Brings the rows up to date. */
  settle(): Promise<void>;
  today(): DayString;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

// With the time that settling takes it stays below the two seconds promised.
const LONGEST_WAIT_MS = 1_500;
// So many take the writer some 10 ms.
const FEW_PROFILES = 500;
const SETTLE_LIMIT_MS = 5_000;
// Rows that are being built for longer are not there within a wait that anybody would call short.
const SHORT_BUILD_MS = 1_000;

export function createRankedScores({ reader, settle, today, now }: RankedScoresTools): RankedScores {
  const isFresh = ({ rowsDay, waitingSince }: RowsState) =>
    rowsDay === today() && (waitingSince === null || waitingSince > now() - LONGEST_WAIT_MS);

  const isComplete = (state: RowsState) =>
    isFresh(state) && (state.waiting === 0 || state.waiting > FEW_PROFILES);

  // Where one stands changes little with what others did in the last seconds: nobody waits for a writer that is busy, nor
  // keeps it busier.
  const isNear = (state: RowsState) =>
    isFresh(state) || (state.rowsDay === today() && state.waiting > FEW_PROFILES);

  async function isLongInTheMaking(model: ModelVersion): Promise<boolean> {
    const progress = await reader.findRowsProgress(model);
    return progress !== undefined && now() - progress.beganAt > SHORT_BUILD_MS;
  }

  async function readSettled<Answer extends RowsState>(
    model: ModelVersion,
    read: () => Promise<Answer | undefined>,
    isEnough: (state: RowsState) => boolean,
  ): Promise<Answer | undefined> {
    const first = await read();
    if (first === undefined ? await isLongInTheMaking(model) : isEnough(first)) return first;
    await Promise.race([settle(), setTimeout(SETTLE_LIMIT_MS, undefined, { ref: false })]);
    return read();
  }

  async function getComplete<Answer extends RowsState>(
    model: ModelVersion,
    read: () => Promise<Answer | undefined>,
  ): Promise<Answer> {
    const answer = await readSettled(model, read, isComplete);
    if (answer === undefined) throw scoresNotReady(await reader.findRowsProgress(model), now());
    return answer;
  }

  async function isCurrent({ modelId, version }: ModelVersion): Promise<boolean> {
    return (await reader.findModel(modelId))?.version === version;
  }

  return {
    listRanked: (query) => getComplete(query.model, () => reader.listRanked(query)),
    countScores: (query) => getComplete(query.model, () => reader.countScores(query)),
    async standingOf({ profileId, score, isMember }, point) {
      const tolerance = 1e-9 * Math.max(1, Math.abs(score));
      const below = [score - tolerance, score + tolerance];
      const query = { ...point, group: 'recent', below, without: profileId } as const;
      if (point.day !== today() || !(await isCurrent(point.model))) return null;
      const counts = await readSettled(point.model, () => reader.countScores(query), isNear);
      if (counts === undefined) return null;
      const [lower = 0, notHigher = 0] = counts.below;
      const others = { below: lower, equal: notHigher - lower, total: counts.total };
      const ratio = percentile(others, isMember);
      return ratio === null ? null : { percentile: ratio, among: counts.total + (isMember ? 1 : 0) };
    },
  };
}
