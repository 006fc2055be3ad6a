import { expect, test } from 'vitest';
import { bandOf } from './band-of.ts';

test.each([
  [-1, 'churn_risk'],
  [0, 'dormant'],
  [1, 'very_disengaged'],
  [40, 'very_disengaged'],
  [41, 'somewhat_engaged'],
  [70, 'somewhat_engaged'],
  [71, 'highly_engaged'],
  [100, 'highly_engaged'],
  [101, 'power_user'],
])('%d is %s', (score, band) => {
  expect(bandOf(score)).toBe(band);
});

test('a version may bring its own', () => {
  const bands = [{ key: 'cold' }, { key: 'warm', from: -5 }, { key: 'hot', from: 50 }];
  expect([-6, -5, 49, 50].map((score) => bandOf(score, bands))).toEqual(['cold', 'warm', 'warm', 'hot']);
});
