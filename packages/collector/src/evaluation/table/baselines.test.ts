import { expect, it } from 'vitest';
import { casesOf, tableOf } from '../../../test/evaluation/data-of.ts';
import { baselineValues } from './baselines.ts';

it('ranks by the last day with any event, the count of 30 days, and the count of all days, up to at', () => {
  const table = tableOf(3, [
    [0, 100, 'login', 4],
    [0, 71, 'login', 2],
    [0, 70, 'report', 8],
    [0, 101, 'login', 50],
    [1, 30, 'report', 1],
  ]);
  const { recency, count30, countAll } = baselineValues(table, casesOf([1, 0, 0], 100));
  expect([...recency]).toEqual([-0, -70, Number.NEGATIVE_INFINITY]);
  // Day 71 is the 30th day back, day 70 the 31st.
  expect([...count30]).toEqual([6, 0, 0]);
  expect([...countAll]).toEqual([14, 1, 0]);
});
