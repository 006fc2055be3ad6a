import type { WireMessage } from '@ardent/core';
import { describe, expect, test } from 'vitest';
import { createDemoHistory } from '../../src/demo/create-demo-history.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';
import { tellDemo } from './tell-demo.ts';

const DAY_MS = 86_400_000;
const PLAN: DemoPlan = { seed: 1, profiles: 120, days: 60, endDay: '2026-08-21', timeZone: 'UTC' };
const LAST_NOON = Date.UTC(2026, 7, 21, 12);
const LATER = LAST_NOON + 30 * DAY_MS;

const lines = (messages: Iterable<WireMessage>) => Array.from(messages, (message) => JSON.stringify(message));

/** Comparing tens of thousands of lines with toEqual takes seconds. */
function firstDifference(a: readonly string[], b: readonly string[]): string[] | undefined {
  const longer = a.length > b.length ? a : b;
  const at = longer.findIndex((_, index) => a[index] !== b[index]);
  return at === -1 ? undefined : [`line ${at}`, `${a[at]}`, `${b[at]}`];
}

describe('the story goes on after its last day', () => {
  const whole = lines(createDemoHistory(PLAN, LATER).messages());

  test('told in steps it is the same, to the byte', () => {
    const steps = [LAST_NOON, LAST_NOON + 600_000, LAST_NOON + 2.3 * DAY_MS, LAST_NOON + 25 * DAY_MS, LATER];
    const told = lines(createDemoHistory(PLAN, LAST_NOON).messages());
    for (const [index, until] of steps.slice(1).entries()) {
      told.push(...lines(createDemoHistory(PLAN, until).since(steps[index])));
    }
    expect(firstDifference(told, whole)).toBeUndefined();
  });

  test('what was told on its last day stands, and a feed that is taken up late leaves nothing out', () => {
    const complete = new Set(whole);
    const told = lines(createDemoHistory(PLAN, LAST_NOON).messages());
    expect(told.filter((line) => !complete.has(line))).toEqual([]);
    const late = createDemoHistory(PLAN, LATER);
    const parts = [...lines(late.roster()), ...lines(late.since())];
    for (let day = 0; day < PLAN.days; day++) parts.push(...lines(late.day(day)));
    expect(firstDifference(parts.sort(), whole.toSorted())).toBeUndefined();
  });

  test('nothing is told twice, and nothing of tomorrow; new people are among them', () => {
    const messages = whole.map((line) => JSON.parse(line) as WireMessage);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    expect(messages.every(({ timestamp = '' }) => Date.parse(timestamp) <= LATER)).toBe(true);
    const signUps = messages.filter(({ event }) => event === 'Signed Up');
    expect(Date.parse(signUps.at(-1)?.timestamp ?? '')).toBeGreaterThan(LAST_NOON + DAY_MS);
  });
});

describe('three months later', () => {
  const monthsLater = 90;
  const demo = tellDemo({ ...PLAN, profiles: 600, days: 90 }, LAST_NOON + monthsLater * DAY_MS);
  const { people, calendar } = demo.world;
  const { last } = calendar;
  const end = last + monthsLater;

  test('about as many people come as on the last day, new ones among them', () => {
    const activeIn = (from: number) =>
      people.filter((person) => demo.deedsOf(person).some(({ day }) => day > from && day <= from + 14));
    const [before, after] = [activeIn(last - 14), activeIn(end - 14)];
    expect(after.length).toBeGreaterThan(0.75 * before.length);
    expect(after.length).toBeLessThan(1.25 * before.length);
    expect(after.filter(({ joinedOn }) => joinedOn > last).length).toBeGreaterThan(30);
  });

  test('trials still convert and fade, customers still leave and upgrade', () => {
    const since = people.filter(({ joinedOn }) => joinedOn > last && joinedOn + 14 <= end);
    const converted = since.filter(({ life }) => life.convertedOn !== undefined);
    expect(converted.length / since.length).toBeGreaterThan(0.25);
    expect(converted.length / since.length).toBeLessThan(0.75);
    const happened = (days: (number | undefined)[]) =>
      days.filter((day) => day !== undefined && day > last && day <= end).length;
    expect(happened(people.map(({ life }) => life.cancelledOn))).toBeGreaterThan(30);
    expect(happened(people.map(({ life }) => life.upgradedOn))).toBeGreaterThan(15);
  });

  test('who had a story keeps it: nobody of the stories who left comes back', () => {
    const gone = ['Ingrid Solheim', 'Tom Wexler', 'Lena Marsh'].map(demo.person);
    for (const person of gone) {
      const visits = demo.deedsOf(person).filter(({ event }) => event === 'Page Viewed');
      expect(Math.max(...visits.map(({ day }) => day))).toBeLessThanOrEqual(last);
    }
  });
});
