import type { ScoreModel } from '@ardent/core';
import type { EvaluationData } from '../backtest.ts';
import { type Evaluation, evaluate } from '../evaluate.ts';
import { baselineValues } from '../table/baselines.ts';
import { selectCases } from '../table/cases.ts';
import { modelScores } from '../table/model-scores.ts';
import { type Choice, chooseModel } from './choose-model.ts';
import { findSignalProblem } from './find-signal-problem.ts';
import { mostUsedEvents } from './most-used-events.ts';
import { type Proposal, proposeModel } from './propose-model.ts';
import { sampleCases } from './sample-cases.ts';
import { type Split, splitCases } from './split-cases.ts';

export interface CalibrateOptions {
  /** By event: 1 keeps its weight at 0 or above, −1 at 0 or below. */
  signs?: ReadonlyMap<string, 1 | -1>;
  /** In how many folds cases are judged where they are not split by time, at least 2. */
  folds: number;
  /** A whole number; the same seed gives the same result. */
  seed: number;
}

/** A proposed model, and how models that were chosen the same way did on cases that had no part in it. */
export interface Calibration extends Proposal {
  weighting: Choice['weighting'];
  /** How the cases that judged were kept apart from those that chose. */
  splitBy: Split['by'];
  /** How many models were chosen and judged; 1 where the split is by time. */
  folds: number;
  evaluation: Evaluation;
  /** Whether the score is worth having; if not, `signalProblem` says why. */
  signal: boolean;
  signalProblem: string | undefined;
  /** Events that became no signals because others are used by more people. */
  eventsLeftOut: string[];
}

/**
 * Proposes half-life, shape and weights from what came after, and judges that way of choosing on cases that had no part in
 * it: other groups, a later time, or other people. The proposed model itself is chosen on all cases.
 */
export function calibrate(data: EvaluationData, options: CalibrateOptions): Calibration {
  const { seed } = options;
  const { kept: events, leftOut } = mostUsedEvents(data.table);
  const signs = events.map((event) => options.signs?.get(event) ?? 0);
  const propose = (part: EvaluationData): Proposal & Pick<Choice, 'weighting'> => {
    const sample = sampleCases(part.cases, { columns: events.length, seed });
    const choice = chooseModel({ ...part, cases: sample }, { events, signs, seed });
    return { ...proposeModel(part, events, choice), weighting: choice.weighting };
  };
  const split = splitCases(data.cases, options);
  const evaluation = judgeParts(data, split, { seed, modelFor: (part) => propose(part).model });
  const signalProblem = findSignalProblem(evaluation);
  return {
    ...propose(data),
    splitBy: split.by,
    folds: split.parts.length,
    evaluation,
    signal: signalProblem === undefined,
    signalProblem,
    eventsLeftOut: leftOut,
  };
}

interface JudgeOptions {
  seed: number;
  modelFor(part: EvaluationData): ScoreModel;
}

/** Each part's judging cases under the model of its choosing ones, all together, compared within their part. */
function judgeParts(
  { table, cases }: EvaluationData,
  { parts }: Split,
  { seed, modelFor }: JudgeOptions,
): Evaluation {
  const judged = selectCases(cases, Int32Array.from(parts.flatMap(({ judge }) => [...judge])));
  const scores = new Float64Array(judged.good.length);
  const strata = new Int32Array(judged.good.length);
  let start = 0;
  for (const [number, { choose, judge }] of parts.entries()) {
    const model = modelFor({ table, cases: selectCases(cases, choose) });
    scores.set(modelScores(table, selectCases(cases, judge), model), start);
    strata.fill(number, start, start + judge.length);
    start += judge.length;
  }
  return evaluate({ cases: judged, scores, baselines: baselineValues(table, judged), strata, seed });
}
