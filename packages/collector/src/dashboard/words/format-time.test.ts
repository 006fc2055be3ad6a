import { expect, test } from 'vitest';
import { addDays, daysBetween, formatAgo, formatClock, formatDay } from './format-time.ts';

const NOW = Date.parse('2026-03-29T12:00:00Z');

test.each([
  [NOW - 20_000, 'just now'],
  [NOW + 5_000, 'just now'],
  [NOW - 59 * 60_000, '59 min ago'],
  [NOW - 23.5 * 3_600_000, '23 h ago'],
  [NOW - 36 * 3_600_000, '1 day ago'],
  [NOW - 40 * 86_400_000, '40 days ago'],
])('%d is %s', (at, words) => {
  expect(formatAgo(at, NOW)).toBe(words);
});

test('days are counted by the calendar, across months, leap days and changes of the clock', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});

test('clock times are those of the project, not of the server', () => {
  expect(formatClock(NOW, 'Europe/Berlin')).toBe('14:00');
  expect(formatClock(NOW, 'America/New_York')).toBe('08:00');
});

test('days are written without their year', () => {
  expect(formatDay('2026-10-03')).toBe('3 Oct');
});
