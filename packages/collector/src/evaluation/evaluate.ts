import { assignFolds } from './statistics/assign-folds.ts';
import { brierScore, type CalibrationBin, calibrationTable } from './statistics/calibration-table.ts';
import { createRanker, type RankedCases } from './statistics/create-ranker.ts';
import { crossFittedProbabilities } from './statistics/cross-fitted-probabilities.ts';
import { lift } from './statistics/lift.ts';
import { aucDifference, aucInterval, type Interval, unitOf } from './statistics/uncertainty.ts';
import { BASELINES, type Baseline } from './table/baselines.ts';
import { type Cases, countGood } from './table/cases.ts';

/** With fewer cases of either outcome, no number says anything. */
export const FEWEST_OUTCOMES = 40;

const TOP = 0.1;
const CALIBRATION_BINS = 10;
const PLATT_FOLDS = 5;

/** What scores are judged on. */
export interface EvaluationInput {
  cases: Cases;
  /** The score to judge, by case. */
  scores: Float64Array;
  baselines: Record<Baseline, Float64Array>;
  /** The scores of the version in force, to be judged beside. */
  current?: Float64Array;
  /** By case: only cases of one stratum are compared, where different models scored the others. */
  strata?: Int32Array;
  /** For the folds of the calibration table; a whole number. */
  seed: number;
}

/** An AUC with its 95 % interval. */
export interface BaselineResult extends Interval {
  auc: number;
  /** The score's AUC above this one, with its 95 % interval: the score is surely better only if `low` > 0. */
  ahead: Interval & { difference: number };
}

/** How well scores ranked what came after them. */
export interface Judgement {
  auc: number;
  aucLow: number;
  aucHigh: number;
  /** Whether the intervals come from the spread between people or between groups. */
  intervalBy: 'people' | 'groups';
  baselines: Record<Baseline, BaselineResult>;
  current?: BaselineResult;
  /** How many times more frequent the good outcome is in the top 10 % by score than overall. */
  liftTop10: number;
  /** The mean squared error of the cross-fitted probabilities, and of the overall ratio in their place. */
  brier: number;
  brierOfRatio: number;
  calibrationTable: CalibrationBin[];
}

/** Numbers of cases, and the judgement, unless there are too few of either outcome for one. */
export interface Evaluation {
  n: number;
  good: number;
  goodRatio: number;
  judgement: Judgement | undefined;
}

/**
 * Judges scores by what came after them, beside the baselines on the same cases: AUC with its interval, lift, and a
 * calibration table after Platt scaling. Under 40 cases of either outcome there is no judgement.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const { cases } = input;
  const n = cases.good.length;
  const good = countGood(cases);
  const isEnough = Math.min(good, n - good) >= FEWEST_OUTCOMES;
  return { n, good, goodRatio: n === 0 ? 0 : good / n, judgement: isEnough ? judge(input) : undefined };
}

function judge({ cases, scores, baselines, current, strata, seed }: EvaluationInput): Judgement | undefined {
  const ranked: RankedCases = { good: cases.good, groups: cases.groups, strata };
  const ranker = createRanker(ranked);
  const ranking = ranker.rank(scores);
  if (ranking === undefined) return undefined;
  const { low, high } = aucInterval(ranking, ranked);
  const beside = (values: Float64Array): BaselineResult => {
    const other = ranker.rank(values) ?? ranking;
    return { auc: other.auc, ...aucInterval(other, ranked), ahead: aucDifference(ranking, other, ranked) };
  };
  const probabilities = crossFittedProbabilities(
    scores,
    cases.good,
    assignFolds(cases, { folds: PLATT_FOLDS, seed }),
  );
  const ratio = countGood(cases) / cases.good.length;
  return {
    auc: ranking.auc,
    aucLow: low,
    aucHigh: high,
    intervalBy: unitOf(ranked),
    baselines: Object.fromEntries(BASELINES.map((name) => [name, beside(baselines[name])])) as Record<
      Baseline,
      BaselineResult
    >,
    ...(current !== undefined && { current: beside(current) }),
    liftTop10: lift(scores, ranked, TOP),
    brier: brierScore(probabilities, cases.good),
    brierOfRatio: ratio * (1 - ratio),
    calibrationTable: calibrationTable(probabilities, cases.good, CALIBRATION_BINS),
  };
}
