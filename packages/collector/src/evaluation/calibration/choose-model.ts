import type { EvaluationData } from '../backtest.ts';
import { assignFolds } from '../statistics/assign-folds.ts';
import { createRanker, type RankedCases, type Ranker, type Ranking } from '../statistics/create-ranker.ts';
import { createDesign } from '../statistics/design.ts';
import { fitLogistic } from '../statistics/fit-logistic.ts';
import { differenceOf, spreadOf } from '../statistics/uncertainty.ts';
import { countGood } from '../table/cases.ts';
import { crossValidatedScores } from './cross-validated-scores.ts';
import { allShapes, type Shape, type ShapeFeatures, shapeFeatures } from './shapes.ts';
import { weightedSums } from './weighted-sums.ts';

export interface ChooseOptions {
  /** The events that become signals. */
  events: readonly string[];
  /** By event: 1 keeps its weight at 0 or above, −1 at 0 or below, 0 leaves it free. */
  signs: readonly number[];
  /** For the folds; a whole number. */
  seed: number;
}

/** A shape with a weight for each event, in no particular unit. */
export interface Choice {
  shape: Shape;
  weights: number[];
  /** `equal`: 1 for each event (−1 where only that is allowed); `fitted`: by logistic regression. */
  weighting: 'equal' | 'fitted';
}

/** λ of the logistic regression, beside the mean loss of a case. */
const PENALTIES = [0.1, 0.01];
const FOLDS = 5;
/** With fewer cases of either outcome, what seems best is chance. */
const FEWEST_OUTCOMES_TO_CHOOSE = 20;
/** What stands where the cases cannot decide: the half-life and the shape of core's default preset. */
const UNDECIDED: Shape = { halfLifeDays: 14, perDay: 'log' };
/** Weights are fitted for this many of the shapes, those that a quick fit ranks best with. */
const FITTED_SHAPES = 3;

/**
 * Chooses how fast points fade, how a day's amount counts, and the weights, by the AUC on these cases alone.
 * Equal weights compete with fitted ones, which are judged by cross-validation within the cases: fitted ones are chosen only
 * if their AUC is more than one standard error of the difference above (the one-standard-error rule of Breiman et al.,
 * Classification and Regression Trees, 1984, section 3.4.3), because weights fitted to noise are worse than none.
 * Under 20 cases of either outcome nothing is chosen: equal weights, and the half-life and shape of the default preset.
 */
export function chooseModel(data: EvaluationData, options: ChooseOptions): Choice {
  const good = countGood(data.cases);
  if (Math.min(good, data.cases.good.length - good) < FEWEST_OUTCOMES_TO_CHOOSE) {
    return { shape: UNDECIDED, weights: equalWeights(options), weighting: 'equal' };
  }
  const folds = assignFolds(data.cases, { folds: FOLDS, seed: options.seed });
  // The folds are the strata of both, so that fitted and equal weights are compared on the same pairs.
  const ranked = { good: data.cases.good, groups: data.cases.groups, strata: folds };
  const context: Context = { ...data, ...options, folds, ranker: createRanker(ranked) };
  const trials = Array.from(allShapes(data, options.events), (one) => tryShape(one, context));
  const equal = trials.reduce((best, one) => (one.equalAuc > best.equalAuc ? one : best));
  const shortlist = trials.toSorted((a, b) => b.fittedAuc - a.fittedAuc).slice(0, FITTED_SHAPES);
  const fitted = shortlist
    .flatMap(({ shape }) => crossValidate(shape, context))
    .reduce((best, one) => (one.auc > best.auc ? one : best));
  const equalRanking = context.ranker.rank(equalScores(equal.shape, context));
  const fittedRanking = context.ranker.rank(fitted.scores);
  if (!isBeyondOneError(fittedRanking, equalRanking, ranked)) {
    return { shape: equal.shape, weights: equalWeights(options), weighting: 'equal' };
  }
  return { shape: fitted.shape, weights: fitWeights(fitted, context), weighting: 'fitted' };
}

/** Weights of 1, or −1 where only that is allowed. */
function equalWeights({ signs }: Pick<ChooseOptions, 'signs'>): number[] {
  return signs.map((sign) => (sign < 0 ? -1 : 1));
}

interface Context extends EvaluationData, Pick<ChooseOptions, 'events' | 'signs'> {
  folds: Int32Array;
  /** Over pairs within a fold. */
  ranker: Ranker;
}

interface Trial {
  shape: Shape;
  equalAuc: number;
  /** Of a quick fit, on the cases that it was fitted to: to compare shapes with each other by, and for nothing else. */
  fittedAuc: number;
}

function tryShape({ shape, features }: ShapeFeatures, context: Context): Trial {
  const { cases, events, signs, ranker } = context;
  const design = createDesign(features, events.length);
  const quick = fitLogistic(design, cases.good, { penalty: PENALTIES[0] ?? 0, signs, mostSteps: 1 });
  return {
    shape,
    equalAuc: ranker.aucOf(weightedSums(features, equalWeights(context))) ?? 0,
    fittedAuc: ranker.aucOf(weightedSums(design.values, quick.coefficients)) ?? 0,
  };
}

interface FittedTrial {
  shape: Shape;
  penalty: number;
  scores: Float64Array;
  auc: number;
}

function crossValidate(shape: Shape, context: Context): FittedTrial[] {
  const { cases, events, signs, folds, ranker } = context;
  const design = createDesign(shapeFeatures(context, events, shape), events.length);
  const results = crossValidatedScores(design, cases.good, { folds, signs, penalties: PENALTIES });
  return results.map(({ penalty, scores }) => ({ shape, penalty, scores, auc: ranker.aucOf(scores) ?? 0 }));
}

function equalScores(shape: Shape, context: Context): Float64Array {
  return weightedSums(shapeFeatures(context, context.events, shape), equalWeights(context));
}

function isBeyondOneError(
  fitted: Ranking | undefined,
  equal: Ranking | undefined,
  ranked: RankedCases,
): boolean {
  if (fitted === undefined || equal === undefined) return false;
  const { standardError } = spreadOf(differenceOf(fitted, equal), ranked);
  return fitted.auc - equal.auc > standardError;
}

function fitWeights({ shape, penalty }: FittedTrial, context: Context): number[] {
  const { cases, events, signs } = context;
  const design = createDesign(shapeFeatures(context, events, shape), events.length);
  const { coefficients } = fitLogistic(design, cases.good, { penalty, signs });
  return [...coefficients].map((coefficient, c) => coefficient / (design.scales[c] ?? 1));
}
