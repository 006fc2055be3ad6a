import { parseDay } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import type { ScoreModel, Signal } from '../model/score-model.ts';
import { isSize, LARGEST_INPUT } from './check-model.ts';
import { perDay } from './per-day.ts';
import { preciseSum } from './precise-sum.ts';
import type { DailyCount } from './score.ts';

/** What one signal of a model has seen of someone: ascending days, each once, and none whose amounts add up to 0. */
export interface SignalHistory {
  signal: Signal;
  days: DayPoints[];
}

export interface DayPoints {
  /** Whole days since 1970-01-01. */
  day: number;
  /** weight · g(the day's amount), before any decay. */
  points: number;
}

/**
 * Sorts counts by the model's signals, in the model's order. Rows of the same signal and day are added up before g.
 *
 * @param field how an error names the counts.
 * @throws InvalidInputError for a row of the model's signals with a day that is no date or a count that is no number.
 */
export function signalHistories(
  { signals }: ScoreModel,
  counts: Iterable<DailyCount>,
  field: string = 'counts',
): SignalHistory[] {
  if (typeof counts?.[Symbol.iterator] !== 'function') {
    throw new InvalidInputError(field, 'a list of {day, signal, count}', counts);
  }
  const amounts = new Map(signals.map(({ key }) => [key, new Map<number, number>()]));
  let row = 0;
  for (const entry of counts) {
    const ofSignal = amounts.get(entry?.signal);
    if (ofSignal !== undefined) {
      const day = parseDay(entry.day);
      if (day === undefined || !isSize(entry.count)) throw wrongRow(entry, `${field}[${row}]`);
      ofSignal.set(day, (ofSignal.get(day) ?? 0) + entry.count);
    }
    row++;
  }
  return signals.map((signal) => ({ signal, days: dayPoints(signal, amounts.get(signal.key) ?? new Map()) }));
}

/** The points of one signal that are left on a day. */
export function pointsOn({ days }: SignalHistory, today: number, keep: (age: number) => number): number {
  return preciseSum(days.map(({ day, points }) => points * keep(today - day)));
}

/** The points of all signals that are left on a day. */
export function rawOn(
  histories: readonly SignalHistory[],
  today: number,
  keep: (age: number) => number,
): number {
  return preciseSum(histories.map((history) => pointsOn(history, today, keep)));
}

function dayPoints(signal: Signal, amounts: ReadonlyMap<number, number>): DayPoints[] {
  return [...amounts]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => a - b)
    .map(([day, amount]) => ({ day, points: signal.weight * perDay(amount, signal.perDay) }));
}

function wrongRow({ day, count }: DailyCount, field: string): InvalidInputError {
  return parseDay(day) === undefined
    ? new InvalidInputError(`${field}.day`, 'a date written YYYY-MM-DD', day)
    : new InvalidInputError(`${field}.count`, `a number of at most ${LARGEST_INPUT} in size`, count);
}
