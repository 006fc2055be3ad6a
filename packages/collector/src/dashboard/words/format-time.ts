import { type DayString, toDayNumber, toDayString } from '@ardent/core';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** How long ago an instant was, in the largest unit that fits: `just now`, `5 min ago`, `3 h ago`, `12 days ago`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const age = nowMs - atMs;
  if (age < MINUTE_MS) return 'just now';
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`;
  const days = Math.floor(age / DAY_MS);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** `3 Oct`. */
export function formatDay(day: DayString): string {
  return shortDay.format(new Date(`${day}T00:00:00Z`));
}

/** `Sat, 3 October 2026`. */
export function formatLongDay(day: DayString): string {
  return longDay.format(new Date(`${day}T00:00:00Z`));
}

/** `14:05`, in the project's time zone. */
export function formatClock(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(atMs),
  );
}

/** `3 Oct 2026, 14:05`, in the project's time zone. */
export function formatInstant(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(atMs),
  );
}

/** Whole days from one day to a later one. */
export function daysBetween(from: DayString, to: DayString): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The day `days` after (or, negative, before) a day. */
export function addDays(day: DayString, days: number): DayString {
  return toDayString(toDayNumber(day) + days);
}
