import { computeAccountScore, type DailyCount, defaultModel } from '@ardent/core';
import { describe, expect, test } from 'vitest';
import type {
  AccountChangesJson,
  AccountHistoryJson,
  AccountJson,
  AccountScoreJson,
} from '../../src/http/json/account-json.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';
import { readPages } from './read-pages.ts';

const at = (daysAgo: number, hour = 0) => new Date(NOW - daysAgo * DAY_MS - hour * 3_600_000).toISOString();
const dayOf = (daysAgo: number) => at(daysAgo).slice(0, 10);
const did = (userId: string, daysAgo: number, hour = 0) => ({
  type: 'track',
  userId,
  event: 'Report Viewed',
  timestamp: at(daysAgo, hour),
});
const joined = (userId: string, groupId: string, daysAgo: number, traits: object = {}) => ({
  type: 'group',
  userId,
  groupId,
  timestamp: at(daysAgo, 1),
  traits,
});

/** One point a report for 30 days; 10 points are a healthy customer. */
const MODEL = {
  name: 'Reports',
  decay: { type: 'window', days: 30 },
  target: 10,
  signals: [{ key: 'reports', event: 'Report Viewed', weight: 1, perDay: 'linear' }],
} as const;

async function publish({ app }: TestCollector, model: object): Promise<void> {
  const response = await app.request('/v1/models', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, publish: true, reason: 'test' }),
  });
  expect(response.status).toBe(201);
}

async function openAccounts(): Promise<TestCollector> {
  const collector = await openCollector();
  await publish(collector, MODEL);
  return collector;
}

const reports = (userId: string, count: number, daysAgo: number) =>
  Array.from({ length: count }, (_, i) => did(userId, daysAgo, i % 5));
const scoreOf = async ({ read }: TestCollector, groupId: string, query = '') =>
  (await read<AccountScoreJson>(`/v1/accounts/${groupId}/score${query}`)).body;

describe('an account', () => {
  test('scores what core says of its members, each capped at 2, over the members active in 90 days', async () => {
    const collector = await openAccounts();
    await collector.send([
      joined('anna', 'acme', 40, { name: 'Acme' }),
      joined('bert', 'acme', 40),
      joined('carl', 'acme', 100),
      ...reports('anna', 25, 3),
      ...reports('bert', 4, 20),
      did('carl', 95),
    ]);
    const counts = (day: string, count: number): DailyCount[] => [{ day, signal: 'reports', count }];
    const members = [
      { id: 'anna', counts: counts(dayOf(3), 25), lastActiveDay: dayOf(3) },
      { id: 'bert', counts: counts(dayOf(20), 4), lastActiveDay: dayOf(20) },
      { id: 'carl', counts: counts(dayOf(95), 1), lastActiveDay: dayOf(95) },
    ];
    const model = { ...MODEL, signals: [...MODEL.signals] };
    const expected = computeAccountScore(model, members, dayOf(0));
    const score = await scoreOf(collector, 'acme');
    expect(score).toMatchObject({
      ...expected,
      score: expect.closeTo(expected.score, 9),
      seats: 2,
      members: 3,
    });
    expect(score.topMembers.map(({ userId, rounded }) => [userId, rounded])).toEqual([
      ['anna', 250],
      ['bert', 40],
      ['carl', 0],
    ]);
    expect((await collector.read<AccountJson>('/v1/accounts/acme')).body).toMatchObject({
      groupId: 'acme',
      traits: { name: 'Acme' },
      members: 3,
      score: { rounded: expected.rounded, band: expected.band },
    });
  });

  test('is measured against the seats that a secret key said, never against those of a write key', async () => {
    const collector = await openAccounts();
    await collector.send([joined('anna', 'acme', 50, { seats: 1 }), ...reports('anna', 6, 1)]);
    expect(await scoreOf(collector, 'acme')).toMatchObject({ seats: 1, score: 100 });
    await collector.send([joined('anna', 'acme', 9, { seats: 4 })], SECRET_KEY);
    await collector.send([joined('anna', 'acme', 5, { seats: 100 })], WRITE_KEY);
    expect(await scoreOf(collector, 'acme')).toMatchObject({ seats: 4, score: 25, activeShare: 0.25 });
    expect(await scoreOf(collector, 'acme', `?at=${dayOf(10)}`)).toMatchObject({ seats: 1, score: 0 });
  });

  test('has the members whose primary account it was on the day', async () => {
    const collector = await openAccounts();
    await collector.send([
      joined('anna', 'acme', 20),
      joined('anna', 'other', 10),
      joined('anna', 'acme', 4),
      ...reports('anna', 3, 15),
    ]);
    const membersOn = async (groupId: string, daysAgo: number) =>
      (await scoreOf(collector, groupId, `?at=${dayOf(daysAgo)}`)).members;
    expect(await Promise.all([21, 20, 11, 10, 5, 4, 0].map((ago) => membersOn('acme', ago)))).toEqual([
      0, 1, 1, 0, 0, 1, 1,
    ]);
    expect(await Promise.all([11, 10, 5, 4].map((ago) => membersOn('other', ago)))).toEqual([0, 1, 1, 0]);
  });

  test('is without those who opted out', async () => {
    const collector = await openAccounts();
    await collector.send([
      joined('anna', 'acme', 5),
      joined('bert', 'acme', 5),
      ...reports('anna', 3, 2),
      ...reports('bert', 3, 2),
      { type: 'identify', userId: 'bert', context: { optOut: true } },
    ]);
    expect(await scoreOf(collector, 'acme')).toMatchObject({ members: 1, seats: 1, score: 50 });
  });

  test('has a history that is its score of each day', async () => {
    const collector = await openAccounts();
    await collector.send([
      joined('anna', 'acme', 30),
      joined('bert', 'acme', 12),
      ...reports('anna', 9, 25),
      ...reports('bert', 5, 8),
    ]);
    await collector.send([joined('anna', 'acme', 6, { seats: 3 })], SECRET_KEY);
    const { body } = await collector.read<AccountHistoryJson>(
      `/v1/accounts/acme/history?from=${dayOf(29)}&to=${dayOf(0)}`,
    );
    expect(body.data).toHaveLength(30);
    for (const day of body.data) {
      const { score, rounded, band } = await scoreOf(collector, 'acme', `?at=${day.day}`);
      expect(day).toEqual({ day: day.day, score: expect.closeTo(score, 9), rounded, band });
    }
    const scores = new Map(body.data.map(({ day, score }) => [day, score]));
    const { score, trend } = await scoreOf(collector, 'acme');
    expect(trend.d7).toBeCloseTo(score - (scores.get(dayOf(7)) ?? Number.NaN), 9);
  });

  test('nobody was ever in: 404', async () => {
    const collector = await openAccounts();
    for (const part of ['', '/score', '/history', '/changes', '/events']) {
      expect(await collector.read(`/v1/accounts/nobody${part}`)).toMatchObject({
        status: 404,
        body: { code: 'account_not_found' },
      });
    }
  });
});

describe('why it moved', () => {
  const changesOf = async ({ read }: TestCollector, from: number) =>
    (await read<AccountChangesJson>(`/v1/accounts/acme/changes?from=${dayOf(from)}`)).body;
  const sum = (parts: readonly { change: number }[]) =>
    parts.reduce((total, { change }) => total + change, 0);

  test('members, joined, left, seats and version add up to the difference', async () => {
    const collector = await openAccounts();
    await collector.send([
      joined('anna', 'acme', 40),
      joined('bert', 'acme', 40),
      joined('carl', 'acme', 3),
      joined('bert', 'other', 5),
      ...reports('anna', 4, 35),
      ...reports('anna', 7, 2),
      ...reports('bert', 5, 20),
      ...reports('carl', 2, 6),
    ]);
    await collector.send([joined('anna', 'acme', 4, { seats: 5 })], SECRET_KEY);
    await publish(collector, { ...MODEL, target: 20 });
    const changes = await changesOf(collector, 10);
    expect([changes.from, changes.to]).toMatchObject([
      { version: 1, seats: 2 },
      { version: 3, seats: 5 },
    ]);
    const parts = [changes.members, changes.joined, changes.left];
    expect(parts.map((list) => list.map(({ userId }) => userId))).toEqual([['anna'], ['carl'], ['bert']]);
    expect(changes.total).toBeCloseTo(changes.to.score - changes.from.score, 9);
    const added = parts.map(sum).reduce((a, b) => a + b, changes.seats + changes.version);
    expect(added).toBeCloseTo(changes.total, 9);
    for (const part of [...parts.flat().map(({ change }) => change), changes.seats, changes.version]) {
      expect(part).not.toBe(0);
    }
  });

  test('of one seat and version is what the members did', async () => {
    const collector = await openAccounts();
    await collector.send([joined('anna', 'acme', 9), ...reports('anna', 3, 8), ...reports('anna', 3, 2)]);
    const changes = await collector.read<AccountChangesJson>(
      `/v1/accounts/acme/changes?from=${dayOf(7)}&version=2`,
    );
    expect(changes.body).toMatchObject({
      members: [{ userId: 'anna', change: expect.closeTo(50, 9) }],
      joined: [],
      left: [],
      seats: 0,
      version: 0,
    });
  });
});

test('the timeline is that of its members, newest first, in pages', async () => {
  const collector = await openAccounts();
  await collector.send([
    joined('anna', 'acme', 9),
    joined('bert', 'acme', 9),
    joined('carl', 'acme', 9),
    joined('carl', 'other', 5),
    ...reports('anna', 5, 3),
    ...reports('bert', 5, 2),
    ...reports('carl', 5, 1),
  ]);
  interface Row {
    userId: string;
    event: { messageId: string; event: string | null; timestamp: string };
  }
  const seen = await readPages<Row>(collector, '/v1/accounts/acme/events?limit=4');
  expect(seen.map(({ userId }) => userId).filter((userId) => userId === 'carl')).toEqual([]);
  expect(seen.filter(({ event }) => event.event === 'Report Viewed')).toHaveLength(10);
  expect(new Set(seen.map(({ event }) => event.messageId)).size).toBe(12);
  const times = seen.map(({ event }) => event.timestamp);
  expect(times).toEqual(times.toSorted().reverse());
  expect(await collector.read('/v1/accounts/acme/events?limit=0')).toMatchObject({ status: 400 });
});

test('the default model scores accounts, too', async () => {
  const collector = await openCollector();
  await collector.send([joined('anna', 'acme', 9), { type: 'page', userId: 'anna', name: 'Home' }]);
  const { score } = await scoreOf(collector, 'acme');
  const person = await collector.read<{ score: number }>('/v1/profiles/anna/score');
  expect(score).toBeCloseTo(person.body.score / 0.6, 9);
  expect(defaultModel().target).toBeGreaterThan(0);
});
