import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime } from './read-time.ts';
import { Refusal } from './refusal.ts';

function refusalOf(value: unknown): Refusal {
  try {
    readTime(value, 'timestamp');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail('was taken');
}

test.each([undefined, null, ''])('%s is absent', (value) => {
  expect(readTime(value, 'timestamp')).toBeUndefined();
});

describe('times that clients send', () => {
  const noon = Date.UTC(2026, 2, 1, 12, 30, 15);
  test.each([
    ['2026-03-01T12:30:15.000Z', noon],
    ['2026-03-01T12:30:15Z', noon],
    ['2026-03-01T12:30:15z', noon],
    ['2026-03-01T12:30:15', noon],
    ['2026-03-01 12:30:15', noon],
    ['2026-03-01 12:30:15 UTC', noon],
    ['2026-03-01 12:30:15 +0000', noon],
    ['2026-03-01T12:30:15.289+00:00', noon + 289],
    ['2026-03-01T12:30:15.289999Z', noon + 289],
    ['2026-03-01T12:30:15.5Z', noon + 500],
    ['2026-03-01T12:30:15,123456789Z', noon + 123],
    ['2026-03-01T14:30:15+02:00', noon],
    ['2026-03-01T14:30:15+02', noon],
    ['2026-03-01T05:00:15-0730', noon],
    ['2026-03-01T23:59:60Z', Date.UTC(2026, 2, 1, 23, 59, 59)],
    ['2026-03-01T23:59:60.999Z', Date.UTC(2026, 2, 1, 23, 59, 59, 999)],
    ['2026-03-01T12:30:15,000Z', noon],
    ['2026-03-01T12:30Z', noon - 15_000],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
    ['1969-12-31T23:59:59.999Z', -1],
    [noon, noon],
    [noon + 0.9, noon],
  ])('%s', (value, expected) => {
    expect(readTime(value, 'timestamp')).toBe(expected);
  });
});

test('agrees with Date on every ISO string that Date writes', () => {
  const times = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(times, (time) => {
      expect(readTime(time.toISOString(), 'timestamp')).toBe(time.getTime());
    }),
  );
});

describe('refused', () => {
  test.each([
    'yesterday',
    'report 7',
    '7',
    '2026',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-02-30T12:00:00.000Z',
    '2026-03-01T24:00:00.000Z',
    '2026-03-01T12:60:00.000Z',
    '2026-03-01T12:00:0x.000Z',
    '2026-03-01T12:00:00.0:0Z',
    '2026-03-01T12:60:00Z',
    '2026-03-01T12:00:61Z',
    '2026-03-01T12:00:00+24:00',
    '2026-03-01T12:00:00+02:60',
    '2026-03-01T12:00:00 PST',
    ' 2026-03-01',
    'Sun, 01 Mar 2026 12:00:00 GMT',
    `2026-03-01T12:00:00.${'1'.repeat(20_000)}Z`,
    Number.NaN,
    Infinity,
    1e20,
    true,
    {},
    ['2026-03-01'],
  ])('%s', (value) => {
    const { code, message } = refusalOf(value);
    expect(code).toBe('invalid_timestamp');
    expect(message).toMatch(/^timestamp must be a time, got .+: send an ISO 8601 time such as/s);
    expect(message.length).toBeLessThan(300);
  });

  test('seconds, with a hint', () => {
    expect(refusalOf(1_772_366_400).message).toContain('got 1772366400 (seconds are not understood): send');
  });
});
