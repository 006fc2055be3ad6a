import {
  bandOf,
  type DailyCount,
  type DayString,
  perDay,
  rounded,
  type ScoreModel,
  toDayNumber,
  toDayString,
} from '@ardent/core';
import { rememberKeep } from './remember-keep.ts';

/** A score of a history. */
export interface ScoredDay {
  day: DayString;
  score: number;
  rounded: number;
  band: string;
}

/**
 * One score for each day of a range, both ends included, under one model: what core's computeScore gives for each,
 * within 1e-9, but with every count read and put through g once for all days.
 */
export function scoreDays(
  model: ScoreModel,
  counts: readonly DailyCount[],
  { from, to }: { from: DayString; to: DayString },
): ScoredDay[] {
  const first = toDayNumber(from, 'from');
  const length = toDayNumber(to, 'to') - first + 1;
  const points = pointsByDay(model, counts);
  const shareAt = rememberKeep(model.decay);
  return Array.from({ length }, (_, i) => {
    const score = (100 * rawOn(points, first + i, shareAt)) / model.target;
    const whole = rounded(score);
    return { day: toDayString(first + i), score, rounded: whole, band: bandOf(whole, model.bands) };
  });
}

/** All signals' points of each day with counts: Σ weight · g(the day's amount). */
function pointsByDay(
  { signals }: ScoreModel,
  counts: readonly DailyCount[],
): [day: number, points: number][] {
  const indexes = new Map(signals.map(({ key }, s) => [key, s]));
  const amounts = new Map<DayString, number[]>();
  for (const { day, signal, count } of counts) {
    const s = indexes.get(signal);
    if (s === undefined) continue;
    const ofDay = amounts.get(day) ?? new Array<number>(signals.length).fill(0);
    ofDay[s] = (ofDay[s] ?? 0) + count;
    amounts.set(day, ofDay);
  }
  return Array.from(amounts, ([day, ofDay]) => {
    const points = signals.map((signal, s) => signal.weight * perDay(ofDay[s] ?? 0, signal.perDay));
    return [toDayNumber(day), points.reduce((sum, part) => sum + part, 0)];
  });
}

function rawOn(points: readonly [number, number][], today: number, shareAt: (age: number) => number): number {
  let raw = 0;
  for (const [day, ofDay] of points) if (day <= today) raw += ofDay * shareAt(today - day);
  return raw;
}
