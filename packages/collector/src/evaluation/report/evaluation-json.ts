import { type Evaluation, FEWEST_OUTCOMES } from '../evaluate.ts';
import type { Interval } from '../statistics/uncertainty.ts';
import { BASELINES, type Baseline } from '../table/baselines.ts';

/** An evaluation as `--json` prints it; every number of the judgement is null where there are too few outcomes. */
export interface EvaluationJson {
  n: number;
  good: number;
  goodRatio: number;
  auc: number | null;
  aucLow: number | null;
  aucHigh: number | null;
  intervalBy: 'people' | 'groups' | null;
  /** AUCs. */
  baselines: Record<Baseline, number | null>;
  baselineIntervals: Record<Baseline, Interval | null>;
  /** How far the score's AUC is above the baseline's. */
  ahead: Record<Baseline, (Interval & { difference: number }) | null>;
  liftTop10: number | null;
  brier: number | null;
  brierOfRatio: number | null;
  calibrationTable: { n: number; predicted: number; observed: number }[] | null;
  /** Why there are no numbers; null where there are. */
  problem: string | null;
}

/** Flattens an evaluation for programs. */
export function toEvaluationJson({ n, good, goodRatio, judgement }: Evaluation): EvaluationJson {
  const byBaseline = <Value>(read: (name: Baseline) => Value) =>
    Object.fromEntries(BASELINES.map((name) => [name, read(name)])) as Record<Baseline, Value>;
  const baseline = (name: Baseline) => judgement?.baselines[name];
  return {
    n,
    good,
    goodRatio,
    auc: judgement?.auc ?? null,
    aucLow: judgement?.aucLow ?? null,
    aucHigh: judgement?.aucHigh ?? null,
    intervalBy: judgement?.intervalBy ?? null,
    baselines: byBaseline((name) => baseline(name)?.auc ?? null),
    baselineIntervals: byBaseline((name) => {
      const { low, high } = baseline(name) ?? {};
      return low === undefined || high === undefined ? null : { low, high };
    }),
    ahead: byBaseline((name) => baseline(name)?.ahead ?? null),
    liftTop10: judgement?.liftTop10 ?? null,
    brier: judgement?.brier ?? null,
    brierOfRatio: judgement?.brierOfRatio ?? null,
    calibrationTable: judgement?.calibrationTable ?? null,
    problem: judgement === undefined ? tooFewOutcomes({ n, good }) : null,
  };
}

/** Why there is no judgement, in a sentence. */
export function tooFewOutcomes({ n, good }: Pick<Evaluation, 'n' | 'good'>): string {
  return `${good} of ${n} cases had the good outcome and ${n - good} had not: under ${FEWEST_OUTCOMES} of either, numbers would mean nothing`;
}
