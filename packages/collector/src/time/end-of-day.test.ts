import { expect, test } from 'vitest';
import { createDayClock } from './day-clock.ts';
import { endOfDay } from './end-of-day.ts';

const dayNumber = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

test.each([
  ['UTC', '2026-11-22', '2026-11-23T00:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01', '2026-07-01T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00.000Z'],
  ['America/Los_Angeles', '2026-11-22', '2026-11-23T08:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-22', '2026-11-22T18:15:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-22', '2026-11-22T10:00:00.000Z'],
  ['Pacific/Niue', '2026-11-22', '2026-11-23T11:00:00.000Z'],
])('in %s, %s ends at %s', (timeZone, day, expected) => {
  const end = endOfDay(dayNumber(day), createDayClock(timeZone));
  expect(new Date(end).toISOString()).toBe(expected);
});
