import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay, toDayNumber, toDayString } from './day.ts';

test('days are counted from 1970-01-01', () => {
  expect(toDayNumber('1970-01-01')).toBe(0);
  expect(toDayNumber('1969-12-31')).toBe(-1);
  expect(toDayNumber('2000-03-01')).toBe(11_017);
  expect(toDayNumber('0001-01-01')).toBe(-719_162);
  expect(toDayNumber('9999-12-31')).toBe(2_932_896);
});

test('agrees with Date on every day of four centuries', () => {
  for (let number = toDayNumber('1800-01-01'); number <= toDayNumber('2200-12-31'); number++) {
    const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
    if (parseDay(text) !== number || toDayString(number) !== text) expect.fail(text);
  }
});

test('text and number are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
      expect(toDayNumber(toDayString(number))).toBe(number);
    }),
  );
});

describe('refused', () => {
  test.each([
    '',
    '2026-1-01',
    '2026-13-01',
    '2026-00-10',
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '0000-01-01',
    '2026-01-01T00:00',
    ' 2026-01-1',
    '2026/01/01',
    '+026-01-01',
    '２０２６-01-01',
    20_000,
    null,
    undefined,
    new Date(0),
  ])('%s', (day) => {
    expect(parseDay(day)).toBeUndefined();
    expect(() => toDayNumber(day as string, 'from')).toThrow(/^from must be a date written YYYY-MM-DD, got /);
  });
});

test.each([1.5, Number.NaN, Infinity, -719_163, 2_932_897])('%d is the number of no day', (number) => {
  expect(() => toDayString(number)).toThrow(
    'day number must be a whole number from -719162 to 2932896, got ',
  );
});
