import { describe, expect, test } from 'vitest';
import { createDayClock } from './day-clock.ts';
import { correctTime, placeMessage } from './place-message.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const MINUTE = 60_000;
const DAY = 86_400_000;
const PROJECT = { dayOf: createDayClock('UTC'), retentionDays: 400, countsFrom: 0 };

describe('the clock of the client', () => {
  test('is corrected past five minutes either way', () => {
    const sent = (sentAt: number) => correctTime({ timestamp: sentAt - MINUTE, sentAt, receivedAt: NOW });
    expect(sent(NOW - 5 * MINUTE - 1)).toBe(NOW - MINUTE);
    expect(sent(NOW + 5 * MINUTE + 1)).toBe(NOW - MINUTE);
    expect(sent(NOW - 730 * DAY)).toBe(NOW - MINUTE);
  });

  test('is believed up to five minutes, and where sentAt is missing', () => {
    expect(correctTime({ timestamp: 7, sentAt: NOW - 5 * MINUTE, receivedAt: NOW })).toBe(7);
    expect(correctTime({ timestamp: 7, receivedAt: NOW })).toBe(7);
  });

  test('counts for nothing where there is no timestamp', () => {
    expect(correctTime({ sentAt: 0, receivedAt: NOW })).toBe(NOW);
  });
});

describe('the place of a message', () => {
  const place = (timestamp: number) => placeMessage({ timestamp, receivedAt: NOW }, PROJECT);

  test('is its own time, on its own day', () => {
    expect(place(NOW - 13 * 3_600_000)).toEqual({
      ok: true,
      moment: { at: NOW - 13 * 3_600_000, day: 20_513 },
    });
  });

  test('is the receipt up to a day after it, and none later', () => {
    expect(place(NOW + DAY)).toEqual({ ok: true, moment: { at: NOW, day: 20_514 } });
    expect(place(NOW + DAY + 1)).toMatchObject({ ok: false, code: 'in_future' });
    expect(place(9e15)).toMatchObject({ ok: false, code: 'in_future' });
  });

  test('is nowhere before the days whose counts are kept', () => {
    const firstDay = Date.UTC(2026, 2, 2) - 400 * DAY;
    expect(place(firstDay)).toMatchObject({ ok: true });
    expect(place(firstDay - 1)).toMatchObject({
      ok: false,
      code: 'too_old',
      message: expect.stringContaining('2025-01-26'),
    });
  });
});
