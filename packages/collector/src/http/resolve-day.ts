import { type DayString, parseDay } from '@ardent/core';
import type { OpenProject } from '../project/open-project.ts';
import type { Scoring } from '../scoring/create-scoring.ts';
import { Refusal } from './refusal.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A day, or the day of an instant in the project's zone.
 *
 * @param name the parameter, for the refusal.
 */
export async function resolveDay(
  text: string,
  name: string,
  { reader, scoring, now }: OpenProject,
): Promise<DayString> {
  const day = parseDay(text) === undefined ? dayOfInstant(text, scoring) : text;
  if (day === undefined) throw invalidDay(name, text);
  const today = scoring.today();
  if (day > today) throw futureDay(name, day, today);
  const first = await reader.firstKeptDay(now());
  if (day < first) throw dayBeforeRetention(name, day, first);
  return day;
}

/** A day to score at, and the instant that is asked about. */
export interface ScoreMoment {
  day: DayString;
  /** Milliseconds since 1970 UTC: the instant given, else the end of the day, but not after now. */
  instant: number;
}

/** What `at` asks about: a day, an instant, or now if it is absent. */
export async function resolveAt(text: string | undefined, project: OpenProject): Promise<ScoreMoment> {
  const { scoring, now } = project;
  if (text === undefined) return { day: scoring.today(), instant: now() };
  const day = await resolveDay(text, 'at', project);
  return { day, instant: INSTANT.test(text) ? Date.parse(text) : scoring.endOf(day) };
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
