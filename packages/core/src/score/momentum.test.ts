import { expect, test } from 'vitest';
import { toDayNumber, toDayString } from '../day.ts';
import type { ScoreModel } from '../model/score-model.ts';
import { readHistory } from './history.ts';
import { momentum } from './momentum.ts';

const model: ScoreModel = {
  name: 'momentum',
  decay: { type: 'half-life', days: 14 },
  target: 100,
  signals: [
    { key: 'used', event: 'Used', weight: 2, perDay: 'linear' },
    { key: 'complained', event: 'Complained', weight: -10, perDay: 'linear' },
  ],
};
const today = toDayNumber('2026-03-01');

const of = (ages: number[], signal = 'used', count = 5) =>
  momentum(
    model,
    readHistory(
      model,
      ages.map((age) => ({ day: toDayString(today - age), signal, count })),
    ),
    today,
  );

const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('nothing, or nothing but the future, has none', () => {
  expect(of([])).toEqual({ momentum: 0, momentumState: 'none' });
  expect(of([-1, -5])).toEqual({ momentum: 0, momentumState: 'none' });
});

test('a life of the same every day is steady, however long, but new for 13 days', () => {
  expect(of(days(0, 12))).toEqual({ momentum: expect.closeTo(0, 12), momentumState: 'new' });
  expect(of(days(0, 13))).toEqual({ momentum: expect.closeTo(0, 12), momentumState: 'steady' });
  expect(of(days(0, 300))).toEqual({ momentum: expect.closeTo(0, 12), momentumState: 'steady' });
});

test('who stopped cools and falls off the cliff; who began again heats', () => {
  expect(of(days(5, 300)).momentumState).toBe('cooling');
  expect(of(days(14, 300)).momentumState).toBe('cliff');
  expect(of([...days(0, 4), ...days(80, 300)]).momentumState).toBe('heating');
});

test('complaints are no activity, but they make a life longer', () => {
  expect(of(days(0, 30), 'complained')).toEqual({ momentum: 0, momentumState: 'steady' });
});

test('amounts of a day that add up to 0 are no count', () => {
  const day = toDayString(today - 30);
  const rows = [
    { day, signal: 'used', count: 3 },
    { day, signal: 'used', count: -3 },
  ];
  expect(momentum(model, readHistory(model, rows), today).momentumState).toBe('none');
});
