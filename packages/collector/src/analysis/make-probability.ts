import { findSignalProblem } from '../evaluation/calibration/find-signal-problem.ts';
import type { CalibrationBin } from '../evaluation/statistics/calibration-table.ts';
import type { PlattCurve } from '../evaluation/statistics/platt-curve.ts';
import type { ReliabilityBin, VersionProbability } from '../storage/version-probability.ts';
import type { BacktestTask } from './analysis-task.ts';
import type { ProjectBacktest } from './backtest-project.ts';

/** The probability that a backtest bears out, or in a sentence why there is none. */
export type MadeProbability = { probability: VersionProbability } | { problem: string };

/**
 * Makes a probability of a backtest: of the outcome itself, good news or bad. There is none under 40 cases of either
 * outcome, where the AUC's interval holds 0.5 or recency ranks as well, and where giving everybody the overall ratio
 * would have been no worse.
 */
export function makeProbability(task: BacktestTask, found: ProjectBacktest): MadeProbability {
  const { evaluation, curve, signalsLeftOut, origins } = found;
  const { judgement, n, good } = evaluation;
  const problem = findSignalProblem(evaluation);
  if (problem !== undefined) return { problem };
  if (judgement === undefined || curve === undefined)
    return { problem: 'there is nothing to fit a curve to' };
  const { auc, aucLow, aucHigh, brier, brierOfRatio, baselines, calibrationTable } = judgement;
  if (brier >= brierOfRatio) {
    return {
      problem: `its probabilities are no better than the overall ratio for everybody: Brier score ${brier.toFixed(4)}, that of the ratio ${brierOfRatio.toFixed(4)}`,
    };
  }
  const isOfGood = task.outcome === null || task.outcome.good;
  return {
    probability: {
      outcome: task.outcome,
      horizonDays: task.horizonDays,
      curve: isOfGood ? curve : ofTheOther(curve),
      signalsLeftOut,
      evidence: {
        n,
        happened: isOfGood ? good : n - good,
        auc,
        aucLow,
        aucHigh,
        recencyAuc: baselines.recency.auc,
        brier,
        brierOfRatio,
        reliability: isOfGood ? calibrationTable : binsOfTheOther(calibrationTable),
        origins,
        day: task.day,
      },
    },
  };
}

function ofTheOther({ intercept, slope }: PlattCurve): PlattCurve {
  return { intercept: -intercept, slope: -slope };
}

function binsOfTheOther(bins: readonly CalibrationBin[]): ReliabilityBin[] {
  return bins
    .map(({ n, predicted, observed }) => ({ n, predicted: 1 - predicted, observed: 1 - observed }))
    .reverse();
}
