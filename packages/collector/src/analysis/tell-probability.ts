import { isDeepStrictEqual } from 'node:util';
import { type DayString, type Score, toDayNumber } from '@ardent/core';
import { plattProbability } from '../evaluation/statistics/platt-curve.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import type { Profile, ProjectReader } from '../storage/project-storage.ts';
import type { ReliabilityBin, StoredProbability } from '../storage/version-probability.ts';
import { ALIVE_DAYS } from './outcome-cases.ts';

/** How likely an outcome is for somebody, with what that rests on. */
export interface ToldProbability {
  /** 0 to 1. */
  value: number;
  stored: StoredProbability;
  /** The people of the evidence who were given about the same probability. */
  alike: ReliabilityBin;
}

/** Why somebody has none, in a sentence; `stored` where the version has one. */
export interface NoProbability {
  problem: string;
  stored?: StoredProbability;
}

/** Whose probability is asked for. */
export interface ProbabilityQuestion {
  profile: Pick<Profile, 'profileId' | 'userId' | 'lastActiveDay'>;
  score: Pick<Score, 'contributions'>;
  point: ScoringPoint;
  today: DayString;
  /** Keys of signals whose tracking seems broken. */
  suspect: readonly string[];
}

export type ProbabilityReads = Pick<ProjectReader, 'findProbability' | 'listOutcomes' | 'hasEvent'>;

/**
 * The probability that somebody's score of today stands for, or in a sentence why there is none: it is told under the
 * version that it was fitted to alone, and of people such as it was fitted to.
 */
export async function tellProbability(
  reader: ProbabilityReads,
  question: ProbabilityQuestion,
): Promise<ToldProbability | NoProbability> {
  const { modelId, version } = question.point.model;
  const stored = await reader.findProbability({ modelId, version });
  if (stored === undefined) {
    return { problem: `no backtest of version ${version} of model ${modelId} has set one` };
  }
  const problem = (await findOutdated(reader, stored)) ?? (await findOutside(reader, stored, question));
  if (problem !== undefined) return { problem, stored };
  const value = plattProbability(stored.curve, scoreWithout(question.score, stored.signalsLeftOut));
  const [first, ...bins] = stored.evidence.reliability;
  if (first === undefined) return { problem: 'nothing is kept of how reliable it is', stored };
  const distance = ({ predicted }: ReliabilityBin) => Math.abs(predicted - value);
  const alike = bins.reduce((best, bin) => (distance(bin) < distance(best) ? bin : best), first);
  return { value, stored, alike };
}

/** Why a probability says nothing of anybody any more: events by which an outcome is known may be others since. */
export async function findOutdated(
  reader: Pick<ProbabilityReads, 'listOutcomes'>,
  { outcome }: StoredProbability,
): Promise<string | undefined> {
  if (outcome === null) return undefined;
  const current = (await reader.listOutcomes()).find(({ name }) => name === outcome.name);
  if (isDeepStrictEqual(current, outcome)) return undefined;
  return `it was fitted to the outcome ${outcome.name} as it was: the outcome is another one since, so that it takes a new backtest`;
}

/** Why it says nothing of this person, or of this day. */
async function findOutside(
  reader: ProbabilityReads,
  { outcome }: StoredProbability,
  { profile, point, today, suspect }: ProbabilityQuestion,
): Promise<string | undefined> {
  const { profileId, userId, lastActiveDay } = profile;
  if (point.day !== today) return `it is of what follows today, ${today}: of ${point.day} there is none`;
  if (userId === null) return 'it was fitted to known people, and this one is anonymous';
  if (lastActiveDay === null || toDayNumber(today) - toDayNumber(lastActiveDay) >= ALIVE_DAYS) {
    return `it was fitted to people who were active in the last ${ALIVE_DAYS} days, and this one was not`;
  }
  if (suspect.length > 0) {
    return `tracking of ${suspect.join(', ')} seems broken, so that the score may be too low`;
  }
  if (outcome?.once === true && (await reader.hasEvent(profileId, outcome.event))) {
    return `it was fitted to people who had not ${outcome.name} yet, and this one has`;
  }
  return undefined;
}

/** The score that the curve was fitted to. */
function scoreWithout({ contributions }: ProbabilityQuestion['score'], leftOut: readonly string[]): number {
  return contributions.reduce((sum, { signal, score }) => (leftOut.includes(signal) ? sum : sum + score), 0);
}
