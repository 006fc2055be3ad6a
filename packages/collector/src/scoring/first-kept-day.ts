import { type DayString, toDayNumber, toDayString } from '@ardent/core';
import type { ModelVersion } from '../storage/project-storage.ts';

// DESIGN: at least 400 days, 30 half-lives (less than a billionth is left then) and the longest window.
const LEAST_DAYS = 400;
const KEPT_HALF_LIVES = 30;

/** The first day whose daily counts are kept: before it, nobody can say what a score was. */
export function firstKeptDay(models: readonly ModelVersion[], today: DayString): DayString {
  const needs = models.map(({ definition: { decay } }) =>
    decay.type === 'half-life' ? KEPT_HALF_LIVES * decay.days : decay.days,
  );
  return toDayString(toDayNumber(today) - Math.max(LEAST_DAYS, ...needs));
}
