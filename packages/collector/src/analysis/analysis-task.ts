import type { DayString, Recipe } from '@ardent/core';
import type { Outcome } from '../storage/model-work.ts';
import type { MeasuredModel } from './measured-model.ts';

/** What work on a model is asked for: plain data, so that it can go to another thread. */
export type AnalysisTask = PreviewTask | BacktestTask | CalibrateTask | TargetTask;

/** Everybody's scores under the version in force and under another one. */
export interface PreviewTask {
  kind: 'preview';
  current: MeasuredModel;
  model: MeasuredModel;
  day: DayString;
}

/** What is predicted, and from when on. */
export interface OutcomeTask {
  /** Null: whether somebody stayed. */
  outcome: Outcome | null;
  /** Events of all outcomes: left out of what predicts. */
  leftOut: readonly string[];
  /** The last day of which everything is known. */
  day: DayString;
  horizonDays: number;
  /** A whole number; the same seed gives the same result. */
  seed: number;
}

/** How well a model ranks what came later. */
export interface BacktestTask extends OutcomeTask {
  kind: 'backtest';
  model: MeasuredModel;
  /** The version in force, to be judged beside it. */
  current: MeasuredModel;
}

/** A model that ranks what came later as well as can be. */
export interface CalibrateTask extends OutcomeTask {
  kind: 'calibrate';
  /** The version in force, to say what is different. */
  current: MeasuredModel;
  /** By event: 1 keeps its weight at 0 or above, −1 at 0 or below. */
  signs: readonly (readonly [event: string, sign: 1 | -1])[];
}

/** The raw value that a healthy customer has. */
export interface TargetTask {
  kind: 'target';
  model: MeasuredModel;
  /** What a healthy customer does in 30 days; absent: found in the data. */
  recipe?: Recipe;
  day: DayString;
  horizonDays: number;
}
