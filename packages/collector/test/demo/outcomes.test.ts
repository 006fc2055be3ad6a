import { computeScore, defaultModel } from '@ardent/core';
import { describe, expect, test } from 'vitest';
import type { Character } from '../../src/demo/world/create-world.ts';
import { calibrate } from '../../src/evaluation/calibration/calibrate.ts';
import { createRanker } from '../../src/evaluation/statistics/create-ranker.ts';
import { aliveAt, OUTCOMES } from './alive-at.ts';
import { DEFAULT_PLAN, tellDemo } from './tell-demo.ts';
import { toEvaluationData } from './to-evaluation-data.ts';

const model = defaultModel();
/** What is judged must not know what it is judged by. */
const withoutOutcomes = {
  ...model,
  signals: model.signals.filter(({ dimension }) => dimension !== 'outcomes'),
};

// The gain over a plain count is 0.02 to 0.08, by seed: the mean of three of them is no measure of it.
const SEEDS = [1, 2, 3, 4, 5, 6];
const CALIBRATED = 3;
const tellings = SEEDS.map((seed) => tellDemo({ ...DEFAULT_PLAN, seed }));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

type Told = (typeof tellings)[number];
type Measure = (told: Told, person: Character, origin: number) => number;

const score: Measure = ({ world, countsOf }, person, origin) =>
  computeScore(withoutOutcomes, countsOf(person), world.calendar.dateOf(origin)).score;

/** This product's rhythm is faster than the default half-life. */
const fitted = { ...withoutOutcomes, decay: { type: 'half-life', days: 7 } } as const;
const fittedScore: Measure = ({ world, countsOf }, person, origin) =>
  computeScore(fitted, countsOf(person), world.calendar.dateOf(origin)).score;

const countOfThirtyDays: Measure = ({ deedsOf }, person, origin) =>
  deedsOf(person).filter(({ day, event }) => !OUTCOMES.has(event) && day <= origin && day > origin - 30)
    .length;

function auc(
  measure: Measure,
  isGood: (told: Told, person: Character, origin: number) => boolean,
  told: Told,
): number {
  const origin = told.world.calendar.last - 35;
  const people = aliveAt(told, origin);
  const values = Float64Array.from(people, (person) => measure(told, person, origin));
  const good = Uint8Array.from(people, (person) => Number(isGood(told, person, origin)));
  return createRanker({ good }).aucOf(values) ?? Number.NaN;
}

describe.each([
  [
    'still active a fortnight later',
    ({ deedsOf }: Told, person: Character, origin: number) =>
      deedsOf(person).some(({ day }) => day > origin + 14 && day <= origin + 30),
  ],
  [
    'not cancelled within a month',
    (_: Told, { life }: Character, origin: number) =>
      (life.cancelledOn ?? Number.POSITIVE_INFINITY) > origin + 30,
  ],
])('%s', (_, isGood) => {
  test('a good score ranks well, but knows nothing for certain', () => {
    const areas = tellings.map((told) => auc(fittedScore, isGood, told));
    expect(mean(areas)).toBeGreaterThan(0.75);
    expect(Math.max(...areas)).toBeLessThan(0.92);
  });

  test('a plain count of thirty days ranks clearly worse, with every seed', () => {
    const gains = tellings.map((told) => auc(score, isGood, told) - auc(countOfThirtyDays, isGood, told));
    expect(Math.min(...gains)).toBeGreaterThan(0.01);
    expect(mean(gains)).toBeGreaterThan(0.03);
  });
});

test('a calibrated model ranks people whom it has not seen surely better than a plain count of thirty days', {
  timeout: 240_000,
}, () => {
  const { evaluation, signal, splitBy } = calibrate(toEvaluationData(tellings.slice(0, CALIBRATED)), {
    folds: 2,
    seed: 1,
  });
  const { judgement, n, good } = evaluation;
  expect(splitBy).toBe('groups');
  expect(n - good).toBeGreaterThan(100);
  expect(signal).toBe(true);
  expect(judgement?.auc).toBeGreaterThan(0.75);
  expect(judgement?.baselines.count30.ahead.low).toBeGreaterThan(0);
});

test('the score of a trial at its tenth day tells much about its end', () => {
  const areas = tellings.map((told) => {
    const { last } = told.world.calendar;
    const trials = told.world.people.filter(({ joinedOn }) => joinedOn >= 0 && joinedOn + 14 <= last);
    const values = Float64Array.from(trials, (person) => score(told, person, person.joinedOn + 9));
    const good = Uint8Array.from(trials, ({ life }) => Number(life.convertedOn !== undefined));
    return createRanker({ good }).aucOf(values) ?? Number.NaN;
  });
  expect(mean(areas)).toBeGreaterThan(0.7);
  expect(Math.max(...areas)).toBeLessThan(0.92);
});

test('there are enough outcomes of each kind to learn from', () => {
  for (const { world } of tellings) {
    const { last } = world.calendar;
    const happened = (days: (number | undefined)[]) =>
      days.filter((day = Number.POSITIVE_INFINITY) => day <= last).length;
    expect(happened(world.people.map(({ life }) => life.cancelledOn))).toBeGreaterThan(60);
    expect(happened(world.people.map(({ life }) => life.convertedOn))).toBeGreaterThan(40);
    expect(happened(world.people.map(({ life }) => life.upgradedOn))).toBeGreaterThan(30);
  }
});

describe('what somebody uses tells whether they stay', () => {
  /** Of those who came at least three times in the last fortnight, the share that still comes a fortnight later. */
  function stayRatios(event: string): { users: number; others: number; count: number } {
    const groups = { users: [] as boolean[], others: [] as boolean[] };
    for (const told of tellings) {
      const origin = told.world.calendar.last - 30;
      for (const person of aliveAt(told, origin)) {
        const deeds = told.deedsOf(person);
        const before = deeds.filter(({ day }) => day > origin - 15 && day <= origin);
        if (person.account.story !== undefined || new Set(before.map(({ day }) => day)).size < 3) continue;
        const group = before.some((deed) => deed.event === event) ? groups.users : groups.others;
        group.push(deeds.some(({ day }) => day > origin + 16));
      }
    }
    const ratio = (group: readonly boolean[]) => group.filter(Boolean).length / group.length;
    return { users: ratio(groups.users), others: ratio(groups.others), count: groups.users.length };
  }

  test('who automates stays', () => {
    const { users, others, count } = stayRatios('Automation Run');
    expect(count).toBeGreaterThan(100);
    expect(users).toBeGreaterThan(others + 0.04);
  });

  test('who must log time goes, busy as they look', () => {
    const { users, others, count } = stayRatios('Time Logged');
    expect(count).toBeGreaterThan(60);
    expect(users).toBeLessThan(others - 0.04);
  });
});
