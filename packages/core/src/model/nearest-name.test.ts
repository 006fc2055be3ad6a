import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['key', 'event', 'weight', 'perDay', 'measure', 'where'];

test.each([
  ['wieght', 'weight'],
  ['weights', 'weight'],
  ['perday', 'perDay'],
  ['EVENT', 'event'],
  ['were', 'where'],
  ['colour', undefined],
  ['', undefined],
  ['k', undefined],
])('%s', (name, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});
