import { expect, test } from 'vitest';
import type { EventJson } from '../../src/http/json/event-json.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { NOW, openCollector } from './open-collector.ts';
import { readPages } from './read-pages.ts';

const ids = ['anna', 'anna@example.com', 'a/b', 'a%2Fb', '50%', 'ünï ☃', 'a?b#c', ' '];

test.each(ids)('answers for the user %j', async (userId) => {
  const { send, read } = await openCollector();
  expect(await send([{ type: 'identify', userId, traits: { plan: 'pro' } }])).toMatchObject({ accepted: 1 });
  const path = `/v1/profiles/${encodeURIComponent(userId)}`;
  const { status, body } = await read<ProfileJson>(path);
  expect({ status, body }).toMatchObject({ status: 200, body: { userId, traits: { plan: 'pro' } } });
  expect(await read(`${path}/score`)).toMatchObject({ status: 200, body: { profileId: body.profileId } });
});

test('a person is the same by userId, profileId and anonymousId', async () => {
  const { send, read } = await openCollector();
  await send([
    { type: 'page', anonymousId: 'visitor', timestamp: '2026-11-21T10:00:00Z' },
    { type: 'identify', anonymousId: 'visitor', userId: 'anna', traits: { plan: 'pro' } },
    { type: 'group', userId: 'anna', groupId: 'acme' },
    { type: 'track', event: 'Report Viewed', userId: 'anna' },
  ]);
  const { body } = await read<ProfileJson>('/v1/profiles/anna');
  expect(body).toMatchObject({
    userId: 'anna',
    anonymousIds: ['visitor'],
    traits: { plan: 'pro' },
    firstSeenAt: '2026-11-21T10:00:00.000Z',
    lastSeenAt: new Date(NOW).toISOString(),
    lastActiveDay: '2026-11-22',
    accounts: [{ groupId: 'acme', isPrimary: true }],
    isUnmeasured: false,
    score: { day: '2026-11-22', model: 'main', version: 1, momentumState: 'new' },
  });
  for (const path of [`/v1/profile-ids/${body.profileId}`, '/v1/anonymous/visitor']) {
    expect((await read(path)).body).toEqual(body);
    for (const part of ['score', 'history', 'changes', 'events']) {
      expect((await read(`${path}/${part}`)).body).toEqual((await read(`/v1/profiles/anna/${part}`)).body);
    }
  }
});

test('an anonymous visitor has no userId, and a score', async () => {
  const { send, read } = await openCollector();
  await send([{ type: 'page', anonymousId: 'visitor' }]);
  const { body } = await read<ProfileJson>('/v1/anonymous/visitor');
  expect(body.userId).toBeNull();
  expect(body.score?.score).toBeGreaterThan(0);
});

test.each([
  '/v1/profiles/nobody',
  '/v1/profile-ids/prf_0000000000',
  '/v1/profile-ids/x',
  '/v1/anonymous/nobody',
])('%s: 404 naming the id', async (path) => {
  const { read } = await openCollector();
  for (const part of ['', '/score', '/history', '/changes', '/events']) {
    const answer = await read<{ detail: string }>(path + part);
    expect(answer).toMatchObject({ status: 404, body: { code: 'profile_not_found' } });
    expect(answer.body.detail).toContain(path.split('/').at(-1));
  }
});

test('who opted out has a profile and no score', async () => {
  const { send, read } = await openCollector();
  await send([
    { type: 'track', event: 'E', userId: 'anna' },
    { type: 'identify', userId: 'anna', context: { optOut: true } },
  ]);
  expect((await read('/v1/profiles/anna')).body).toMatchObject({ isUnmeasured: true, score: null });
  for (const part of ['score', 'history', 'changes']) {
    expect(await read(`/v1/profiles/anna/${part}`)).toMatchObject({
      status: 409,
      body: { code: 'unmeasured' },
    });
  }
  for (const part of ['events', 'export']) expect((await read(`/v1/profiles/anna/${part}`)).status).toBe(200);
});

test('a read sees what was answered before it', async () => {
  const { send, read } = await openCollector();
  for (let n = 1; n <= 5; n++) {
    await send([{ type: 'track', event: 'E', userId: 'anna', messageId: `m-${n}` }]);
    expect((await read<{ data: unknown[] }>('/v1/profiles/anna/events')).body.data).toHaveLength(n);
  }
});

test('the timeline is the newest first, in pages', async () => {
  const { send, read } = await openCollector();
  const messages = Array.from({ length: 7 }, (_, i) => ({
    type: 'track',
    event: 'Report Viewed',
    userId: 'anna',
    messageId: `m-${i}`,
    // Two at each time: the messageId decides.
    timestamp: new Date(NOW - Math.floor(i / 2) * 3_600_000 * 20).toISOString(),
    properties: { n: i, nested: { list: [1, 'a', null] } },
  }));
  await send(messages);
  const seen = await readPages<EventJson>({ read }, '/v1/profiles/anna/events?limit=2');
  expect(seen.map(({ messageId }) => messageId)).toEqual(['m-1', 'm-0', 'm-3', 'm-2', 'm-5', 'm-4', 'm-6']);
  expect(seen[1]).toMatchObject({
    type: 'track',
    event: 'Report Viewed',
    timestamp: new Date(NOW).toISOString(),
    day: '2026-11-22',
    properties: { n: 0, nested: { list: [1, 'a', null] } },
    isPassive: false,
    isBot: false,
  });
});

test("a cursor of another person's timeline is refused", async () => {
  const { send, read } = await openCollector();
  const event = { type: 'track', event: 'E' };
  await send([
    { ...event, userId: 'anna' },
    { ...event, userId: 'anna' },
    { ...event, userId: 'bob' },
  ]);
  const { body } = await read<{ nextCursor: string }>('/v1/profiles/anna/events?limit=1');
  expect(await read(`/v1/profiles/bob/events?cursor=${body.nextCursor}`)).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test.each(['', '/score', '/history', '/changes', '/events'])(
  'an unknown parameter of …%s is refused',
  async (part) => {
    const { send, read } = await openCollector();
    await send([{ type: 'track', event: 'E', userId: 'anna' }]);
    const answer = await read<{ detail: string }>(`/v1/profiles/anna${part}?nonsense=1`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_parameter' } });
    expect(answer.body.detail).toMatch(/^nonsense is not known here: allowed are \w/);
  },
);
