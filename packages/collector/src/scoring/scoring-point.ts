import type { DayString } from '@ardent/core';
import type { ModelVersion } from '../storage/project-storage.ts';

/** A model's version and a day to score at. */
export interface ScoringPoint {
  model: ModelVersion;
  day: DayString;
}
