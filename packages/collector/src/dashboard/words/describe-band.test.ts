import { DEFAULT_BANDS } from '@ardent/core';
import { expect, test } from 'vitest';
import { describeRange, toBandRanges } from './describe-band.ts';
import { plainLabel } from './plain-label.ts';

test('the usual bands have their ranges, names and the six colours in turn', () => {
  const ranges = toBandRanges(DEFAULT_BANDS);
  expect(ranges.map((band) => [plainLabel(band.key), describeRange(band), band.tone])).toEqual([
    ['Churn risk', 'below 0', 'risk'],
    ['Dormant', 'exactly 0', 'dormant'],
    ['Very disengaged', '1 to 40', 'low'],
    ['Somewhat engaged', '41 to 70', 'middle'],
    ['Highly engaged', '71 to 100', 'high'],
    ['Power user', '101 and more', 'power'],
  ]);
});

test('other numbers of bands are spread from the worst colour to the best', () => {
  const tones = (count: number) =>
    toBandRanges(Array.from({ length: count }, (_, i) => ({ key: `b${i}` }))).map((band) => band.tone);
  expect(tones(2)).toEqual(['risk', 'power']);
  expect(tones(3)).toEqual(['risk', 'middle', 'power']);
  expect(tones(1)).toEqual(['power']);
  expect(tones(9)).toHaveLength(9);
});
