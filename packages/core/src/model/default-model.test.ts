import { expect, test } from 'vitest';
import { toDayNumber, toDayString } from '../day.ts';
import { computeScore } from '../score/compute-score.ts';
import type { DailyCount } from '../score/score.ts';
import { DEFAULT_RECIPE, defaultModel } from './default-model.ts';
import { parseModel } from './parse-model.ts';
import { targetFromRecipe } from './target-from-recipe.ts';

const today = toDayNumber('2026-03-01');

function day(age: number, counts: Record<string, number>): DailyCount[] {
  return Object.entries(counts).map(([signal, count]) => ({ day: toDayString(today - age), signal, count }));
}

const ordinary = { active_days: 20, sessions: 1, page_views: 7 };
// 12 of 30 days, evenly: two days in five.
const healthy = Array.from({ length: 200 }, (_, age) =>
  age % 5 === 0 || age % 5 === 2 ? day(age, ordinary) : [],
).flat();
const scoreOf = (counts: DailyCount[]) => computeScore(defaultModel(), counts, toDayString(today));

test('is a model, made anew for every caller', () => {
  const model = defaultModel();
  expect(parseModel(model)).toEqual({ ok: true, model });
  Object.assign(model.signals[0]?.perDay ?? {}, { cap: 99 });
  expect(defaultModel()).not.toEqual(model);
});

test('has its target from the recipe', () => {
  expect(defaultModel().target).toBe(Math.round(targetFromRecipe(defaultModel(), DEFAULT_RECIPE)));
});

test('says of people what a customer-success person would', () => {
  expect(scoreOf(healthy).score).toBeGreaterThan(90);
  expect(scoreOf(healthy).score).toBeLessThan(112);
  expect(scoreOf(healthy).momentumState).toBe('steady');

  const everyDay = Array.from({ length: 100 }, (_, age) => day(age, ordinary)).flat();
  expect(scoreOf(everyDay).band).toBe('power_user');

  const newcomer = day(0, { ...ordinary, sign_ups: 1 });
  expect(scoreOf(newcomer)).toMatchObject({ band: 'very_disengaged', momentumState: 'new' });

  const stopped = healthy.filter(({ day: date }) => date < toDayString(today - 28));
  expect(scoreOf(stopped)).toMatchObject({ band: 'very_disengaged', momentumState: 'cliff' });
});

test('a cancellation takes a healthy customer into churn risk, however often it was clicked', () => {
  const cancelled = scoreOf([...healthy, ...day(0, { cancellations: 3 })]);
  expect(cancelled.band).toBe('churn_risk');
  expect(cancelled.score).toBeCloseTo(scoreOf([...healthy, ...day(0, { cancellations: 1 })]).score, 9);
});

test('who only writes tickets does not look engaged; a healthy customer with one stays healthy', () => {
  const complaining = Array.from({ length: 5 }, (_, i) =>
    day(i * 3, { active_days: 1, support_tickets: 1 }),
  ).flat();
  expect(scoreOf(complaining).rounded).toBeLessThan(0);
  expect(scoreOf([...healthy, ...day(1, { support_tickets: 1 })]).score).toBeGreaterThan(85);
});

test('an invite and an upgrade lift', () => {
  expect(scoreOf([...healthy, ...day(0, { invites: 1 })]).score - scoreOf(healthy).score).toBeCloseTo(
    800 / 75,
    9,
  );
  expect(scoreOf([...healthy, ...day(0, { upgrades: 1 })]).score - scoreOf(healthy).score).toBeCloseTo(
    2000 / 75,
    9,
  );
});
