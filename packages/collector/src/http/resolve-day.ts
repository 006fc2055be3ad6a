import { type DayString, parseDay, toDayNumber } from '@ardent/core';
import type { Scoring } from '../scoring/create-scoring.ts';
import { firstKeptDay } from '../scoring/first-kept-day.ts';
import type { ModelVersion } from '../storage/project-storage.ts';
import { Refusal } from './refusal.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day, or the day of an instant in the project's zone. */
export function resolveDay(
  text: string,
  { name, scoring, models }: { name: string; scoring: Scoring; models: readonly ModelVersion[] },
): DayString {
  const day = parseDay(text) === undefined ? dayOfInstant(text, scoring) : text;
  if (day === undefined) throw invalidDay(name, text);
  const today = scoring.today();
  if (day > today) throw futureDay(name, day, today);
  const first = firstKeptDay(models, today);
  if (day < first) throw dayBeforeRetention(name, day, first);
  return day;
}

/** Whole days from one day to another, both included. */
export function countDays(from: DayString, to: DayString): number {
  return toDayNumber(to) - toDayNumber(from) + 1;
}

function dayOfInstant(text: string, scoring: Scoring): DayString | undefined {
  const timeMs = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(timeMs) ? undefined : scoring.dayOf(timeMs);
}

function invalidDay(name: string, text: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'invalid_parameter',
    detail: `${name} must be a day such as 2026-11-22, or an instant such as 2026-11-22T09:30:00Z, got ${JSON.stringify(text.slice(0, 80))}.`,
    remedy: `Correct ${name}, or leave it out.`,
  });
}

function futureDay(name: string, day: DayString, today: DayString): Refusal {
  return new Refusal({
    status: 400,
    code: 'day_in_future',
    detail: `${name} must not be after today, ${today} in the project's time zone, got ${day}.`,
    remedy: `Ask for ${today} or earlier.`,
  });
}

function dayBeforeRetention(name: string, day: DayString, first: DayString): Refusal {
  return new Refusal({
    status: 422,
    code: 'before_retention',
    detail: `${name} must be ${first} or later, as long as daily counts are kept, got ${day}.`,
    remedy: `Ask for ${first} or later.`,
  });
}
