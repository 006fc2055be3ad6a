import { type Evaluation, FEWEST_OUTCOMES } from '../evaluate.ts';

/** Why a calibrated score is not worth having, in a sentence; undefined if it is. */
export function findSignalProblem({ n, good, judgement }: Evaluation): string | undefined {
  if (judgement === undefined) {
    return `only ${good} of ${n} judged cases had the good outcome and ${n - good} had not; ${FEWEST_OUTCOMES} of each are needed`;
  }
  const { auc, aucLow, aucHigh, baselines } = judgement;
  const interval = `${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)}`;
  if (aucHigh < 0.5) return `the score ranks worse than chance: the AUC's interval is ${interval}`;
  if (aucLow <= 0.5) return `the score may be no better than chance: the AUC's interval is ${interval}`;
  if (baselines.recency.auc >= auc) {
    return `the days since someone was last active rank at least as well: AUC ${baselines.recency.auc.toFixed(3)}, the score ${auc.toFixed(3)}`;
  }
  return undefined;
}
