import { targetFromRecipe, toDayNumber, toDayString } from '@ardent/core';
import { quantile } from 'simple-statistics';
import { FEWEST_OUTCOMES } from '../evaluation/evaluate.ts';
import { modelScores } from '../evaluation/table/model-scores.ts';
import type { CountScan } from '../storage/count-scan.ts';
import type { TargetTask } from './analysis-task.ts';
import { stayedCases } from './outcome-cases.ts';
import { readSignalTable, toTableModel } from './project-tables.ts';

/** A target from what healthy customers do, and how it was found; null where too few stayed to say. */
export interface ProposedTarget {
  target: number | null;
  /** Profiles that stayed; null for a recipe. */
  n: number | null;
  /** The day at whose end their raw values were taken; null for a recipe. */
  day: string | null;
  how: string;
}

const QUANTILE = 0.75;
const DIGITS = 4;
const SEED = 1;

/** The target that a recipe gives, or that the project's own history does. */
export async function proposeTarget(reader: CountScan, task: TargetTask): Promise<ProposedTarget> {
  const { recipe, model } = task;
  if (recipe === undefined) return targetFromData(reader, task);
  const how = 'what a customer who lives by the recipe, month after month, has on average';
  return { target: targetFromRecipe(model.definition, recipe), n: null, day: null, how };
}

/**
 * The raw value that a quarter of the profiles that stayed exceed (P75): of those alive a horizon ago who were active in
 * its later half, their raw values of that day.
 */
async function targetFromData(
  reader: CountScan,
  { model, day, horizonDays }: TargetTask,
): Promise<ProposedTarget> {
  const { activity, table } = await readSignalTable(reader, model.signalIds, { to: day, seed: SEED });
  const origin = toDayNumber(day) - horizonDays;
  const cases = stayedCases(activity, { origins: [origin], horizonDays });
  // With a target of 100 a score is the raw value.
  const raws = modelScores(table, cases, { ...toTableModel(model, new Set()), target: 100 });
  const ofStayed = [...raws].filter((_, i) => cases.good[i] === 1);
  const n = ofStayed.length;
  const on = toDayString(origin);
  if (n < FEWEST_OUTCOMES) {
    const how = `only ${n} profiles were active in the four weeks to ${on} and again later; ${FEWEST_OUTCOMES} are needed`;
    return { target: null, n, day: on, how };
  }
  const target = Number(quantile(ofStayed, QUANTILE).toPrecision(DIGITS));
  const how = `P75 of the raw values on ${on} of the ${n} profiles that stayed: active in the four weeks before, and in the later half of the ${horizonDays} days after`;
  return target > 0
    ? { target, n, day: on, how }
    : { target: null, n, day: on, how: `${how}; it is ${target}, which no target can be` };
}
