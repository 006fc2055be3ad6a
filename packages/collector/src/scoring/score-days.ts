import {
  computeScore,
  type DailyCount,
  type DayString,
  type ScoreModel,
  toDayNumber,
  toDayString,
} from '@ardent/core';

/** A score of a history. */
export interface ScoredDay {
  day: DayString;
  score: number;
  rounded: number;
  band: string;
}

/** One score for each day of a range, both ends included, under one model. */
export function scoreDays(
  model: ScoreModel,
  counts: readonly DailyCount[],
  { from, to }: { from: DayString; to: DayString },
): ScoredDay[] {
  const first = toDayNumber(from, 'from');
  const length = toDayNumber(to, 'to') - first + 1;
  return Array.from({ length }, (_, i) => {
    const day = toDayString(first + i);
    const { score, rounded, band } = computeScore(model, counts, day);
    return { day, score, rounded, band };
  });
}
