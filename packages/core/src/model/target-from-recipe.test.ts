import { describe, expect, test } from 'vitest';
import { toDayString } from '../day.ts';
import { InvalidInputError } from '../invalid-input-error.ts';
import { computeScore } from '../score/compute-score.ts';
import type { Decay, ScoreModel } from './score-model.ts';
import { type Recipe, targetFromRecipe } from './target-from-recipe.ts';

const modelWith = (decay: Decay): ScoreModel => ({
  name: 'recipe',
  decay,
  target: 1,
  signals: [
    { key: 'logins', event: 'Signed In', weight: 2, perDay: 'log' },
    { key: 'reports', event: 'Report Viewed', weight: 3, perDay: 'linear' },
  ],
});

test('a worked example: 12 days with 3 logins, 4 with a report, over a window of 30 days', () => {
  const model = modelWith({ type: 'window', days: 30 });
  expect(targetFromRecipe(model, { logins: { days: 12, amount: 3 }, reports: { days: 4 } })).toBeCloseTo(
    12 * 2 * 2 + 4 * 3,
    9,
  );
});

test.each<Decay>([
  { type: 'half-life', days: 7 },
  { type: 'half-life', days: 14 },
  { type: 'window', days: 30 },
])('who lives by the recipe scores 100 on average under %j', (decay) => {
  const model = modelWith(decay);
  const target = targetFromRecipe(model, {
    logins: { days: 10, amount: 3 },
    reports: { days: 6, amount: 2 },
  });
  const counts = Array.from({ length: 600 }, (_, day) => [
    ...(day % 3 === 0 ? [{ day: toDayString(day), signal: 'logins', count: 3 }] : []),
    ...(day % 5 === 0 ? [{ day: toDayString(day), signal: 'reports', count: 2 }] : []),
  ]).flat();
  const scores = Array.from(
    { length: 30 },
    (_, i) => computeScore({ ...model, target }, counts, toDayString(500 + i)).score,
  );
  expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeCloseTo(100, 6);
});

test('a recipe may ask for every day', () => {
  expect(
    targetFromRecipe(modelWith({ type: 'window', days: 7 }), { reports: { days: 30, amount: 2 } }),
  ).toBeCloseTo(7 * 6, 9);
});

describe('refused', () => {
  test.each<[Recipe, string]>([
    [{ logouts: { days: 1 } }, 'recipe must be about signals of the model, got "logouts"'],
    [{ logins: { days: 31 } }, 'recipe.logins.days must be a number above 0 and at most 30, got 31'],
    [{ logins: { days: 0 } }, 'recipe.logins.days must be a number above 0 and at most 30, got 0'],
    [{ logins: { days: 1, amount: 0 } }, 'recipe.logins.amount must be a number above 0, got 0'],
    [
      { logins: { days: 1, amount: Infinity } },
      'recipe.logins.amount must be a number above 0, got Infinity',
    ],
    [{}, 'recipe must be worth more than 0 points, got 0'],
  ])('%j', (recipe, message) => {
    const call = () => targetFromRecipe(modelWith({ type: 'window', days: 30 }), recipe);
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });
});
