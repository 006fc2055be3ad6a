import { parseDay, toDayNumber } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import { isObject } from '../is-object.ts';
import { isSize, LARGEST_INPUT } from '../model/check-model.ts';
import type { DayString, Decay, ScoreModel, Signal } from '../model/score-model.ts';
import { keep } from './keep.ts';
import { perDay } from './per-day.ts';
import { preciseDot, preciseSum } from './precise-sum.ts';
import type { DailyCount } from './score.ts';

/** What a model's signals have seen of someone, before any decay. */
export interface History {
  signals: readonly Signal[];
  /** The days with counts, ascending, in whole days since 1970-01-01. */
  days: readonly number[];
  /** By signal in the model's order, then by day: weight · g(the day's amount). */
  points: readonly (readonly number[])[];
  /** The first day on which a signal's amounts don't add up to 0. */
  firstDay: number | undefined;
}

/**
 * Sorts counts by signal and day. Rows of the same signal and day are added up before g.
 *
 * @param field how an error names the counts.
 * @throws InvalidInputError for a row of the model's signals with a day that is no date or a count that is no number.
 */
export function readHistory(
  { signals }: ScoreModel,
  counts: Iterable<DailyCount>,
  field: string = 'counts',
): History {
  const rows = [...dailyAmounts(signals, counts, field)]
    .map(([day, amounts]) => ({ day: toDayNumber(day), amounts }))
    .sort((a, b) => a.day - b.day);
  return {
    signals,
    days: rows.map(({ day }) => day),
    points: signals.map((signal, s) =>
      rows.map(({ amounts }) => signal.weight * perDay(amounts[s] ?? 0, signal.perDay)),
    ),
    firstDay: rows.find(({ amounts }) => amounts.some((amount) => amount !== 0))?.day,
  };
}

/** By signal, its points of each day times the share that `shareOf` gives the day, added up. */
export function pointsBySignal({ days, points }: History, shareOf: (day: number) => number): number[] {
  const shares = days.map(shareOf);
  return points.map((ofSignal) => preciseDot(ofSignal, shares));
}

/** All points that are left on a day. */
export function rawOn(history: History, today: number, decay: Decay): number {
  return preciseSum(pointsBySignal(history, (day) => keep(today - day, decay)));
}

// Keyed by the day as it is written, so that each is checked once, however many rows it has.
function dailyAmounts(
  signals: readonly Signal[],
  counts: Iterable<DailyCount>,
  field: string,
): Map<DayString, number[]> {
  if (typeof counts?.[Symbol.iterator] !== 'function') {
    throw new InvalidInputError(field, 'a list of {day, signal, count}', counts);
  }
  const indexes = new Map(signals.map(({ key }, s) => [key, s]));
  const rows = new Map<DayString, number[]>();
  let i = 0;
  for (const entry of counts) {
    if (!isObject(entry)) {
      throw new InvalidInputError(`${field}[${i}]`, 'an object {day, signal, count}', entry);
    }
    const s = indexes.get(entry.signal);
    if (s !== undefined) {
      const amounts = amountsOn(rows, entry.day, signals.length);
      if (amounts === undefined || !isSize(entry.count)) throw wrongRow(entry, `${field}[${i}]`);
      amounts[s] = (amounts[s] ?? 0) + entry.count;
    }
    i++;
  }
  return rows;
}

function amountsOn(rows: Map<DayString, number[]>, day: DayString, size: number): number[] | undefined {
  const known = rows.get(day);
  if (known !== undefined || parseDay(day) === undefined) return known;
  const amounts = new Array<number>(size).fill(0);
  rows.set(day, amounts);
  return amounts;
}

function wrongRow({ day, count }: DailyCount, field: string): InvalidInputError {
  return parseDay(day) === undefined
    ? new InvalidInputError(`${field}.day`, 'a date written YYYY-MM-DD', day)
    : new InvalidInputError(`${field}.count`, `a number of at most ${LARGEST_INPUT} in size`, count);
}
