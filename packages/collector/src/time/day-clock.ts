import { CollectorError } from '../collector-error.ts';

/** The calendar day of an instant in one time zone, as whole days since 1970-01-01. */
export type DayClock = (timeMs: number) => number;

const DAY_MS = 86_400_000;
// Every zone's midnight since 1972 falls on a quarter of an hour UTC.
const QUARTER_MS = 900_000;
// More than the quarters of 400 days, so that an import of a year's history asks Intl once for each.
const CACHED_QUARTERS = 40_000;

/**
 * A day clock for an IANA time zone. Asks Intl once per quarter of an hour and remembers a bounded number of them.
 *
 * @throws CollectorError `invalid_time_zone` for a name that Intl doesn't know.
 */
export function createDayClock(timeZone: string): DayClock {
  if (timeZone === 'UTC') return (timeMs) => Math.floor(timeMs / DAY_MS);
  const format = createFormat(timeZone);
  const days = new Map<number, number>();
  return (timeMs) => {
    const quarter = Math.floor(timeMs / QUARTER_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    if (days.size >= CACHED_QUARTERS) days.clear();
    const day = toLocalDay(format, quarter * QUARTER_MS);
    days.set(quarter, day);
    return day;
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  } catch (cause) {
    throw new CollectorError({
      code: 'invalid_time_zone',
      message: `time zone must be an IANA name, got ${JSON.stringify(timeZone)}`,
      hint: 'use a name such as "Europe/Berlin" or "UTC"',
      cause,
    });
  }
}

function toLocalDay(format: Intl.DateTimeFormat, timeMs: number): number {
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  const year = Number(parts.get('year'));
  const date = new Date(0);
  date.setUTCFullYear(
    parts.get('era') === 'BC' ? 1 - year : year,
    Number(parts.get('month')) - 1,
    Number(parts.get('day')),
  );
  return date.getTime() / DAY_MS;
}
