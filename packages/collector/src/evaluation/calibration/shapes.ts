import type { PerDay } from '@ardent/core';
import type { EvaluationData } from '../backtest.ts';
import { decayedSums } from '../table/decayed-sums.ts';

/** What calibration tries for every signal alike: how fast points fade, and how one day's amount counts. */
export interface Shape {
  halfLifeDays: number;
  perDay: PerDay;
}

/** A shape with its decayed sum of each event for each case, as `features[case · events + event]`. */
export interface ShapeFeatures {
  shape: Shape;
  features: Float64Array;
}

/** Products have rhythms from a week to a quarter; on the histories that were measured, the best lay between 7 and 60. */
const HALF_LIVES_DAYS = [7, 10, 14, 21, 30, 45, 60, 90];
/** A cap of 1 counts active days; 5 is between that and every count as it is. */
const PER_DAYS: readonly PerDay[] = ['linear', 'log', { cap: 1 }, { cap: 5 }];

/** All shapes that calibration tries, those of one `perDay` at a time, so that few features are held at once. */
export function* allShapes(data: EvaluationData, events: readonly string[]): Generator<ShapeFeatures> {
  for (const perDay of PER_DAYS) {
    const ofAll = featuresOf(data, events, { perDay, halfLivesDays: HALF_LIVES_DAYS });
    for (const [i, features] of ofAll.entries()) {
      yield { shape: { perDay, halfLifeDays: HALF_LIVES_DAYS[i] ?? 0 }, features };
    }
  }
}

/** The features of one shape. */
export function shapeFeatures(data: EvaluationData, events: readonly string[], shape: Shape): Float64Array {
  const options = { perDay: shape.perDay, halfLivesDays: [shape.halfLifeDays] };
  return featuresOf(data, events, options)[0] ?? new Float64Array();
}

function featuresOf(
  { table, cases }: EvaluationData,
  events: readonly string[],
  { perDay, halfLivesDays }: { perDay: PerDay; halfLivesDays: readonly number[] },
): Float64Array[] {
  const terms = events.map((event, column) => ({ event, perDay, weight: 1, column }));
  const decays = halfLivesDays.map((days) => ({ type: 'half-life', days }) as const);
  return decayedSums(table, cases, { terms, columns: events.length, decays });
}
