import { toDayNumber, toDayString } from '@ardent/core';
import { expect, test } from 'vitest';
import { signalUse } from './signal-use.ts';

const TODAY = '2026-06-30';
const ago = (days: number) => toDayString(toDayNumber(TODAY) - days);

test.each([
  [0, 'active'],
  [27, 'active'],
  [28, 'stopped'],
  [300, 'stopped'],
])('last counted %i days ago: %s', (days, state) => {
  const counts = [
    { day: ago(days), signal: 'a', count: 1 },
    { day: ago(days + 40), signal: 'a', count: 9 },
  ];
  expect(signalUse(counts, TODAY)('a')).toEqual({ state, lastDay: ago(days) });
});

test('never: without a count, and of nothing', () => {
  const useOf = signalUse([{ day: TODAY, signal: 'a', count: 0 }], TODAY);
  for (const signal of ['a', 'b']) expect(useOf(signal)).toEqual({ state: 'never', lastDay: null });
});

test('what takes points away, or counts below 0, is used as well', () => {
  expect(signalUse([{ day: TODAY, signal: 'refunds', count: -2 }], TODAY)('refunds').state).toBe('active');
});
