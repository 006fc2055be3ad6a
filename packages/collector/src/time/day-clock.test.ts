import { toDayString } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDayClock } from './day-clock.ts';

const dayIn = (timeZone: string, instant: string) =>
  toDayString(createDayClock(timeZone)(Date.parse(instant)));

test.each([
  // Clocks go forward at 2:00 on 2026-03-08 and back at 2:00 on 2026-11-01.
  ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
  ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08'],
  ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
  ['America/New_York', '2026-03-09T04:00:00Z', '2026-03-09'],
  ['America/New_York', '2026-11-02T04:59:59.999Z', '2026-11-01'],
  ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
  // Midnight itself is skipped: the day begins at 1:00.
  ['America/Santiago', '2026-09-06T03:59:59.999Z', '2026-09-05'],
  ['America/Santiago', '2026-09-06T04:00:00Z', '2026-09-06'],
  ['Asia/Kathmandu', '2026-03-01T18:14:59.999Z', '2026-03-01'],
  ['Asia/Kathmandu', '2026-03-01T18:15:00Z', '2026-03-02'],
  // Samoa had no 30th of December 2011.
  ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
  ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31'],
])('in %s, %s is on %s', (timeZone, instant, day) => {
  expect(dayIn(timeZone, instant)).toBe(day);
});

test('agrees with Intl at any instant of the last decades, in zones of all kinds', () => {
  const zones = [
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Tehran',
    'America/St_Johns',
    'Pacific/Chatham',
  ];
  const clocks = zones.map((timeZone) => ({
    clock: createDayClock(timeZone),
    format: new Intl.DateTimeFormat('en-CA', { timeZone }),
  }));
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2040, 0) }), (timeMs) => {
      for (const { clock, format } of clocks) expect(toDayString(clock(timeMs))).toBe(format.format(timeMs));
    }),
  );
});

test('refuses a zone that does not exist, naming it and what to use', () => {
  expect(() => createDayClock('Mars/Olympus')).toThrow(
    expect.objectContaining({ code: 'invalid_time_zone', message: expect.stringContaining('Mars/Olympus') }),
  );
});
