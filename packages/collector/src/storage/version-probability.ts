import type { DayString } from '@ardent/core';
import type { Change } from './control-storage.ts';
import type { Outcome } from './model-work.ts';

/** What makes a probability of a version's score, and the evidence that it may be shown. */
export interface VersionProbability {
  /** What is probable; null: that somebody stays. */
  outcome: Outcome | null;
  /** Within how many days after the day of the score. */
  horizonDays: number;
  /** The outcome's log-odds = intercept + slope · sign(score) · log2(1 + |score|). */
  curve: { intercept: number; slope: number };
  /** Keys of the version's signals that are no part of that score, because their events are outcomes. */
  signalsLeftOut: string[];
  evidence: ProbabilityEvidence;
}

/** What the curve was fitted to, and how well it did on people that it was not fitted to. */
export interface ProbabilityEvidence {
  /** Cases: people at origins. */
  n: number;
  /** Cases in which the outcome came. */
  happened: number;
  /** How well the score ranks, with its 95 % interval; 0.5 is chance. */
  auc: number;
  aucLow: number;
  aucHigh: number;
  /** AUC of the days since someone was last active. */
  recencyAuc: number;
  /** The mean squared error of the probabilities, and of the overall ratio in their place. */
  brier: number;
  brierOfRatio: number;
  /** Ascending by what was predicted. */
  reliability: ReliabilityBin[];
  /** Days at whose end the scores were taken, and the last day that was looked at. */
  origins: DayString[];
  day: DayString;
}

/** Cases that were given similar probabilities: how likely the outcome seemed, and how often it came, both 0 to 1. */
export interface ReliabilityBin {
  n: number;
  predicted: number;
  observed: number;
}

/** A probability as it is kept. */
export interface StoredProbability extends VersionProbability {
  /** Milliseconds since 1970 UTC. */
  setAt: number;
  setBy: string;
}

/** What a version's probability is to be from now on; null: none. */
export interface SetProbability {
  modelId: string;
  version: number;
  probability: VersionProbability | null;
  change: Change;
}
