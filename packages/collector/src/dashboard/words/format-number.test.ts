import { expect, test } from 'vitest';
import {
  formatAmount,
  formatCount,
  formatLikely,
  formatPercentile,
  formatPoints,
  formatSigned,
} from './format-number.ts';

test('points have one decimal, a true minus, and no sign where they round to nothing', () => {
  expect([12.34, -0.44, -0.04, 1234.5].map(formatPoints)).toEqual(['12.3', '−0.4', '0.0', '1,234.5']);
});

test('differences carry their sign, level ones none', () => {
  expect([3.2, -1.42, 0.049, -0.049, 0].map(formatSigned)).toEqual(['+3.2', '−1.4', '0.0', '0.0', '0.0']);
});

test('amounts are as short as they can be', () => {
  expect([5, 0.25, -30, 0.333].map(formatAmount)).toEqual(['5', '0.25', '−30', '0.33']);
});

test('counts agree with their noun', () => {
  expect([formatCount(1, 'day'), formatCount(0, 'day'), formatCount(28, 'day')]).toEqual([
    '1 day',
    '0 days',
    '28 days',
  ]);
});

test('no probability is told as sure', () => {
  expect([0, 0.0049, 0.005, 0.994, 0.995, 1].map(formatLikely)).toEqual([
    'Under 1%',
    'Under 1%',
    '1%',
    '99%',
    'Over 99%',
    'Over 99%',
  ]);
});

test('percentiles are ordinals', () => {
  expect([0, 0.01, 0.02, 0.03, 0.11, 0.82, 1].map(formatPercentile)).toEqual([
    '0th',
    '1st',
    '2nd',
    '3rd',
    '11th',
    '82nd',
    '100th',
  ]);
});
