import { computeScore, DEFAULT_BANDS, defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { createDemoHistory } from '../../src/demo/create-demo-history.ts';
import { DEFAULT_PLAN, tellDemo } from './tell-demo.ts';

const demo = tellDemo(DEFAULT_PLAN);
const { calendar, people } = demo.world;
const deeds = people.flatMap((person) => demo.deedsOf(person).map((deed) => ({ ...deed, person })));

test('working days have nine tenths of it, and each of them about as much', () => {
  const shares = Array.from(
    { length: 7 },
    (_, weekday) => deeds.filter(({ day }) => calendar.weekdayOf(day) === weekday).length / deeds.length,
  );
  for (const share of shares.slice(0, 5)) {
    expect(share).toBeGreaterThan(0.13);
    expect(share).toBeLessThan(0.24);
  }
  for (const share of shares.slice(5)) {
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.06);
  }
});

test('people work by their own clocks', () => {
  const hours = new Map<string, Intl.DateTimeFormat>();
  let atWork = 0;
  let all = 0;
  for (const { context, userId, type } of createDemoHistory({ ...DEFAULT_PLAN, profiles: 120 }).messages()) {
    const { timezone, sessionStart, userAgent } = { ...context };
    if (typeof timezone !== 'string' || typeof sessionStart !== 'number' || userId === undefined) continue;
    if (type !== 'track' || `${userAgent}`.includes('UptimeRobot')) continue;
    const format =
      hours.get(timezone) ??
      new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
    hours.set(timezone, format);
    const hour = Number(format.format(sessionStart));
    all++;
    if (hour >= 7 && hour < 19) atWork++;
  }
  expect(hours.size).toBeGreaterThan(4);
  expect(atWork / all).toBeGreaterThan(0.85);
  expect(atWork / all).toBeLessThan(0.99);
});

test('a day of somebody who comes has about ten events, now and then a hundred', () => {
  const perDay = new Map<string, number>();
  for (const { person, day } of deeds) {
    const key = `${person.userId} ${day}`;
    perDay.set(key, (perDay.get(key) ?? 0) + 1);
  }
  const sizes = [...perDay.values()].sort((a, b) => a - b);
  const quantile = (share: number) => sizes[Math.floor(share * sizes.length)] ?? 0;
  expect(quantile(0.5)).toBeGreaterThan(4);
  expect(quantile(0.5)).toBeLessThan(14);
  expect(quantile(0.995)).toBeGreaterThan(60);
});

test('every band has people in it', () => {
  const bands = new Map<string, number>();
  for (const person of people) {
    const { band } = computeScore(defaultModel(), demo.countsOf(person), DEFAULT_PLAN.endDay);
    bands.set(band, (bands.get(band) ?? 0) + 1);
  }
  for (const { key } of DEFAULT_BANDS) {
    if (key !== 'dormant') expect(bands.get(key), key).toBeGreaterThan(40);
  }
});

test('600 people are in 60 accounts of many sizes, with seats enough for them', () => {
  const { accounts } = demo.world;
  expect(people).toHaveLength(600);
  expect(accounts).toHaveLength(60);
  expect(new Set(accounts.map(({ groupId }) => groupId)).size).toBe(60);
  expect(new Set(people.map(({ email }) => email)).size).toBe(600);
  expect(accounts.every(({ seats, members }) => seats >= members)).toBe(true);
  expect(people.every(({ email }) => email.endsWith('.example'))).toBe(true);
  expect(Math.max(...accounts.map(({ members }) => members))).toBeGreaterThan(20);
});
