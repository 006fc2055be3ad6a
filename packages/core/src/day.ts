import { InvalidInputError } from './invalid-input-error.ts';
import type { DayString } from './model/score-model.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whole days from 1970-01-01 to a date of the proleptic Gregorian calendar, written `YYYY-MM-DD` with a year from 1 on;
 * undefined for anything else.
 */
export function parseDay(text: unknown): number | undefined {
  const isShape = typeof text === 'string' && text.length === 10 && text[4] === '-' && text[7] === '-';
  if (!isShape) return undefined;
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  if (!(year >= 1 && month >= 1 && day >= 1 && day <= monthLength(year, month))) return undefined;
  // Years that begin in March put the leap day last: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return shifted * 365 + leapDays(shifted) + dayOfYear - 719_468;
}

/**
 * Whole days from 1970-01-01 to a day.
 *
 * @param day `YYYY-MM-DD`, from the year 1 on.
 * @param field how the error names it.
 * @throws InvalidInputError if no such date exists.
 */
export function toDayNumber(day: DayString, field: string = 'day'): number {
  const number = parseDay(day);
  if (number === undefined) throw new InvalidInputError(field, 'a date written YYYY-MM-DD', day);
  return number;
}

/**
 * The day so many whole days after 1970-01-01; the inverse of `toDayNumber`.
 *
 * @throws InvalidInputError for what is no whole number, or no day of the years 1 to 9999.
 */
export function toDayString(dayNumber: number): DayString {
  if (!Number.isInteger(dayNumber) || dayNumber < FIRST_DAY || dayNumber > LAST_DAY) {
    throw new InvalidInputError('day number', `a whole number from ${FIRST_DAY} to ${LAST_DAY}`, dayNumber);
  }
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** The whole number that some decimal digits of a text write; NaN if one of them is no digit. */
export function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function monthLength(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}
