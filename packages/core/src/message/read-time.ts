import { parseDay, readDigits } from '../day.ts';
import { showValue } from '../show-value.ts';
import { Refusal } from './refusal.ts';

const ISO_TIME =
  /^\d{4}-\d\d-\d\d(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?: ?(?:Z|UTC|([+-])(\d\d):?(\d\d)?))?)?$/i;
// As milliseconds, 1e11 is a day in 1973; as seconds, it is the year 5138: a smaller number was meant as seconds.
const EARLIEST_MS = 1e11;
const LATEST_MS = Date.UTC(9999, 11, 31);
const USUAL_TIME_LENGTH = 24;
const REMEDY = 'send an ISO 8601 time such as "2026-03-01T09:30:00.000Z", or milliseconds since 1970';

/**
 * A time in milliseconds since 1970 UTC, or undefined where it is absent (`undefined`, `null` or `''`).
 * Takes ISO 8601 strings (without an offset: UTC; only a date: its midnight UTC) and milliseconds as a number.
 * A leap second counts as the second before it.
 *
 * @throws Refusal `invalid_timestamp` for anything else, and for dates that don't exist.
 */
export function readTime(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') {
    if (value >= EARLIEST_MS && value <= LATEST_MS) return Math.floor(value);
    const hint = Math.abs(value) < EARLIEST_MS ? ' (seconds are not understood)' : '';
    throw new Refusal('invalid_timestamp', `${field} must be a time, got ${value}${hint}: ${REMEDY}`);
  }
  const time = typeof value === 'string' ? (parseUsualTime(value) ?? parseIsoTime(value)) : undefined;
  if (time === undefined) {
    throw new Refusal('invalid_timestamp', `${field} must be a time, got ${showValue(value)}: ${REMEDY}`);
  }
  return time;
}

// `2026-03-01T09:30:00.123Z`, as nearly every client writes it: read without a regular expression, because every
// message has two of them. Whatever isn't that goes the general way.
function parseUsualTime(text: string): number | undefined {
  const isUsual = text.length === USUAL_TIME_LENGTH && text[10] === 'T' && text[23] === 'Z';
  if (!isUsual || text[13] !== ':' || text[16] !== ':' || text[19] !== '.') return undefined;
  const dayNumber = parseDay(text.slice(0, 10));
  const hour = readDigits(text, 11, 13);
  const minute = readDigits(text, 14, 16);
  const second = readDigits(text, 17, 19);
  const ms = readDigits(text, 20, 23);
  // Not-a-number fails every comparison.
  if (dayNumber === undefined || !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)) return undefined;
  return ((dayNumber * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + ms;
}

// Date.parse takes much that is no ISO time ("report 7" is a day in 2001) and reads a missing offset as local time.
function parseIsoTime(text: string): number | undefined {
  const match = ISO_TIME.exec(text);
  const dayNumber = parseDay(text.slice(0, 10));
  if (match === null || dayNumber === undefined) return undefined;
  const [
    ,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    sign = '+',
    offsetHour = '0',
    offsetMinute = '0',
  ] = match;
  const minutes = Number(hour) * 60 + Number(minute);
  const offsetMinutes = Number(offsetHour) * 60 + Number(offsetMinute);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const utcMinutes = dayNumber * 1440 + minutes - Number(`${sign}1`) * offsetMinutes;
  return utcMinutes * 60_000 + Math.min(Number(second), 59) * 1000 + ms;
}
