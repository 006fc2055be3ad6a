import type { ScoreModel } from '@ardent/core';
import { type Evaluation, evaluate } from './evaluate.ts';
import { baselineValues } from './table/baselines.ts';
import type { Cases } from './table/cases.ts';
import type { CountTable } from './table/count-table.ts';
import { modelScores } from './table/model-scores.ts';

/** What is known of people, and what came after. */
export interface EvaluationData {
  table: CountTable;
  cases: Cases;
}

/**
 * How well a model's scores, taken at the end of each case's `at` day from nothing later, rank the outcomes that
 * followed.
 */
export function backtest({ table, cases }: EvaluationData, model: ScoreModel, seed: number): Evaluation {
  return evaluate({
    cases,
    scores: modelScores(table, cases, model),
    baselines: baselineValues(table, cases),
    seed,
  });
}
