import type { PerDay } from '@ardent/core';
import type { Cases } from '../table/cases.ts';
import type { CountTable } from '../table/count-table.ts';
import { decayedSums } from '../table/decayed-sums.ts';

/** What calibration tries for every signal alike: how fast points fade, and how one day's amount counts. */
export interface Shape {
  halfLifeDays: number;
  perDay: PerDay;
}

/** Products have rhythms from a week to a quarter; on the histories that were measured, the best lay between 7 and 60. */
const HALF_LIVES_DAYS = [7, 10, 14, 21, 30, 45, 60, 90];
/** A cap of 1 counts active days; 5 is between that and every count as it is. */
const PER_DAYS: readonly PerDay[] = ['linear', 'log', { cap: 1 }, { cap: 5 }];

/** All combinations that calibration tries. */
export const SHAPES: readonly Shape[] = HALF_LIVES_DAYS.flatMap((halfLifeDays) =>
  PER_DAYS.map((perDay) => ({ halfLifeDays, perDay })),
);

/** The decayed sum of each event for each case, as `features[case · events + event]`. */
export function shapeFeatures(
  { table, cases }: { table: CountTable; cases: Cases },
  events: readonly string[],
  { halfLifeDays, perDay }: Shape,
): Float64Array {
  const terms = events.map((event, column) => ({ event, perDay, weight: 1, column }));
  const decay = { type: 'half-life', days: halfLifeDays } as const;
  return decayedSums(table, cases, { terms, columns: events.length, decay });
}
