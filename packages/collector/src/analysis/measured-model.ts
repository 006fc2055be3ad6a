import type { ScoreModel } from '@ardent/core';

/** A model with storage's ids of its signals, in its order: what daily counts can be scored with. */
export interface MeasuredModel {
  definition: ScoreModel;
  signalIds: number[];
}
