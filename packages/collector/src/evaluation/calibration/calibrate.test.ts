import { parseModel } from '@ardent/core';
import { describe, expect, it } from 'vitest';
import { casesOf, lehmer, tableOf } from '../../../test/evaluation/data-of.ts';
import type { EvaluationData } from '../backtest.ts';
import { shuffledPlaces } from '../statistics/shuffled-places.ts';
import type { Cases } from '../table/cases.ts';
import { type Calibration, calibrate } from './calibrate.ts';

const AT = 100;
const options = { folds: 5, seed: 1 };

/**
 * People with a habit between 0 and 1: they log in that often on each day; a `ticket` is rarer and speaks against them;
 * `noise` has nothing to do with them. The good outcome comes with the habit of the last two weeks.
 */
function simulate(people: number, seed: number): EvaluationData {
  const random = lehmer(seed);
  const rows: (readonly [number, number, string, number])[] = [];
  const good: number[] = [];
  for (let person = 0; person < people; person++) {
    const before = random();
    const lately = random();
    const trouble = random() < 0.3 ? 0.2 : 0.01;
    for (let day = 61; day <= AT; day++) {
      if (random() < (day > AT - 14 ? lately : before))
        rows.push([person, day, 'login', 1 + Math.floor(random() * 4)]);
      if (random() < trouble) rows.push([person, day, 'ticket', 1]);
      if (random() < 0.2) rows.push([person, day, 'noise', 1 + Math.floor(random() * 20)]);
    }
    const logOdds = 6 * lately - 3 - (trouble > 0.1 ? 2.5 : 0);
    good.push(random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0);
  }
  return { table: tableOf(people, rows), cases: casesOf(good, AT) };
}

const data = simulate(500, 5);

function weightOf({ model }: Calibration, event: string): number {
  return model.signals.find((signal) => signal.event === event)?.weight ?? Number.NaN;
}

function aucOf({ evaluation }: Calibration): number {
  return evaluation.judgement?.auc ?? Number.NaN;
}

describe('calibrate', () => {
  const calibration = calibrate(data, options);

  it('finds what the outcome was made of', () => {
    expect(calibration).toMatchObject({ signal: true, splitBy: 'people', folds: 5, weighting: 'fitted' });
    expect(calibration.model.decay.days).toBeLessThanOrEqual(14);
    expect(weightOf(calibration, 'login')).toBeGreaterThan(3);
    expect(weightOf(calibration, 'ticket')).toBeLessThan(-3);
    expect(Math.abs(weightOf(calibration, 'noise'))).toBeLessThan(1.5);
    expect(aucOf(calibration)).toBeGreaterThan(0.82);
  });

  it('proposes a model that core takes', () => {
    expect(parseModel(calibration.model)).toEqual({ ok: true, model: calibration.model });
  });

  it('is the same again for the same seed', () => {
    expect(calibrate(data, options)).toEqual(calibration);
  });

  it('keeps weights on the side of 0 that was asked for', () => {
    const signs = new Map([
      ['ticket', 1],
      ['noise', -1],
    ] as const);
    const signed = calibrate(data, { ...options, signs });
    expect(weightOf(signed, 'ticket')).toBeGreaterThanOrEqual(0);
    expect(weightOf(signed, 'noise')).toBeLessThanOrEqual(0);
  });

  it('never lets what judges choose: later outcomes turned around turn the AUC around, and nothing else', () => {
    const atDays = data.cases.atDays.map((day, i) => (i % 10 < 6 ? day - 5 : day));
    const turned = data.cases.good.map((one, i) => (i % 10 < 6 ? one : 1 - one));
    const earlier: Cases = { ...data.cases, atDays };
    const byTime = calibrate({ ...data, cases: earlier }, options);
    const opposite = calibrate({ ...data, cases: { ...earlier, good: turned } }, options);
    expect(byTime).toMatchObject({ splitBy: 'time', folds: 1, signal: true });
    expect(byTime.evaluation.n).toBe(200);
    expect(aucOf(opposite)).toBeCloseTo(1 - aucOf(byTime), 12);
    expect(opposite.signal).toBe(false);
  });

  it('judges on other groups where there are groups', () => {
    const groups = data.cases.people.map((person) => person % 10);
    const byGroups = calibrate({ ...data, cases: { ...data.cases, groups } }, options);
    expect(byGroups).toMatchObject({ splitBy: 'groups', folds: 5, signal: true });
    expect(byGroups.evaluation.judgement?.intervalBy).toBe('groups');
  });

  it('sees no signal in outcomes that were dealt at random, but for the one in 40 that a 95 % interval allows', () => {
    const small = simulate(150, 9);
    const seeds = Array.from({ length: 15 }, (_, i) => i + 1);
    const signals = seeds.filter((seed) => {
      const order = shuffledPlaces(small.cases.good.length, seed);
      const good = small.cases.good.map((_, i) => small.cases.good[order[i] ?? 0] ?? 0);
      return calibrate({ ...small, cases: { ...small.cases, good } }, { folds: 5, seed }).signal;
    });
    expect(signals.length).toBeLessThanOrEqual(2);
  });

  it('says so instead of judging under 40 outcomes, and still proposes a model', () => {
    const good = data.cases.good.map((one, i) => (i < 60 ? one : 0));
    const few = calibrate({ ...data, cases: { ...data.cases, good } }, options);
    expect(few.evaluation).toMatchObject({ n: 500, judgement: undefined });
    expect(few.evaluation.good).toBeGreaterThan(10);
    expect(few.evaluation.good).toBeLessThan(40);
    expect(few.signal).toBe(false);
    expect(few.signalProblem).toMatch(/^only \d+ of 500 judged cases .*; 40 of each are needed$/);
    expect(parseModel(few.model).ok).toBe(true);
  });

  it('lets one group judge what the only other one chose', () => {
    const groups = data.cases.people.map((person) => person % 2);
    const byGroups = calibrate({ ...data, cases: { ...data.cases, groups } }, options);
    expect(byGroups).toMatchObject({ splitBy: 'groups', folds: 2, signal: true });
    expect(byGroups.evaluation.judgement?.intervalBy).toBe('people');
  });

  it.each([1, 2, 7])('proposes a model from %d people', (people) => {
    const few = calibrate(simulate(people, 3), options);
    expect(few.evaluation).toMatchObject({ n: people, judgement: undefined });
    expect(parseModel(few.model).ok).toBe(true);
  });

  it('proposes the default half-life and shape where no outcome decides', () => {
    const good = new Uint8Array(data.cases.good.length);
    const { model, weighting, signal } = calibrate({ ...data, cases: { ...data.cases, good } }, options);
    expect(model.decay).toEqual({ type: 'half-life', days: 14 });
    expect(model.signals.every(({ weight, perDay }) => weight === 1 && perDay === 'log')).toBe(true);
    expect({ weighting, signal }).toEqual({ weighting: 'equal', signal: false });
  });
});
