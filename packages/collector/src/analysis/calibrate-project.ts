import { toDayString } from '@ardent/core';
import { type Calibration, calibrate } from '../evaluation/calibration/calibrate.ts';
import { FEWEST_OUTCOMES } from '../evaluation/evaluate.ts';
import { countGood } from '../evaluation/table/cases.ts';
import type { CountScan } from '../storage/count-scan.ts';
import type { CalibrateTask } from './analysis-task.ts';
import { readCases } from './backtest-project.ts';
import { readEventTable } from './project-tables.ts';

/** A proposed model with its evidence; or why there is none. */
export interface ProjectCalibration {
  origins: string[];
  /** Known profiles, and how many of them were looked at. */
  population: number;
  sampled: number;
  n: number;
  good: number;
  /** Undefined where there is nothing to learn from. */
  calibration: Calibration | undefined;
}

const FOLDS = 5;

/** Proposes a model from a project's own history. Outcome events and passive ones are no signals of it. */
export async function calibrateProject(reader: CountScan, task: CalibrateTask): Promise<ProjectCalibration> {
  const tables = await readEventTable(reader, new Set(task.leftOut), { to: task.day, seed: task.seed });
  const { cases, origins } = await readCases(reader, tables, task);
  const n = cases.good.length;
  const good = countGood(cases);
  const isEnough = Math.min(good, n - good) >= FEWEST_OUTCOMES && tables.table.days.length > 0;
  const signs = new Map(task.signs);
  return {
    origins: origins.map(toDayString),
    population: tables.population,
    sampled: tables.profiles.length,
    n,
    good,
    calibration: isEnough
      ? calibrate({ table: tables.table, cases }, { signs, folds: FOLDS, seed: task.seed })
      : undefined,
  };
}
