import { expect, test } from 'vitest';
import type { EventJson } from '../../src/http/json/event-json.ts';
import type { RejectedJson } from '../../src/http/json/rejected-json.ts';
import type { ReplayResult } from '../../src/ingest/replay-rejected.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

interface RejectedList {
  data: RejectedJson[];
  counts: { code: string; count: number }[];
  nextCursor: string | null;
}

async function list({ read }: TestCollector, query = ''): Promise<RejectedList> {
  const { status, body } = await read<RejectedList>(`/v1/rejected${query}`);
  expect(status).toBe(200);
  return body;
}

async function replay({ app }: TestCollector, body: object): Promise<ReplayResult> {
  const response = await app.request('/v1/rejected/replay', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as ReplayResult;
}

async function requireUserToken({ control, clock }: TestCollector, isRequired: boolean): Promise<string> {
  const [key] = (await control.listKeys('default', clock.now)).filter(({ kind }) => kind === 'write');
  const change = { actor: 'test', at: clock.now };
  await control.setKey(
    { projectId: 'default', keyId: key?.keyId ?? '', change },
    { requireUserToken: isRequired },
  );
  return key?.keyId ?? '';
}

const track = (messageId: string, more: object = {}) => ({
  type: 'track',
  userId: 'anna',
  event: 'Report Viewed',
  messageId,
  ...more,
});

test('rejected messages are listed with reason, time, key and content, newest first, counted by code', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { event: '' }), track('m-2'), { type: 'nonsense', messageId: 'm-3' }]);
  collector.clock.now += 1000;
  await collector.send([track('m-4', { event: undefined })]);
  const { data, counts, nextCursor } = await list(collector);
  expect(data.map(({ messageId, code }) => [messageId, code])).toEqual([
    ['m-4', 'missing_event'],
    ['m-3', 'invalid_type'],
    ['m-1', 'missing_event'],
  ]);
  expect(data[2]).toMatchObject({
    reason: expect.stringContaining('event'),
    receivedAt: new Date(NOW).toISOString(),
    keyId: expect.stringMatching(/./),
    isReplayable: true,
    message: track('m-1', { event: '' }),
  });
  expect(JSON.stringify(data)).not.toContain(WRITE_KEY);
  expect(counts).toEqual([
    { code: 'missing_event', count: 2 },
    { code: 'invalid_type', count: 1 },
  ]);
  expect(nextCursor).toBeNull();
});

test('filters by code, key and time, and pages', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { event: '' }), { type: 'x', messageId: 'm-2' }]);
  await collector.send([track('m-3', { event: '' })], SECRET_KEY);
  collector.clock.now += 1000;
  await collector.send([track('m-4', { event: '' })]);
  const ids = async (query: string) => (await list(collector, query)).data.map(({ messageId }) => messageId);
  expect(await ids('?code=invalid_type')).toEqual(['m-2']);
  expect((await list(collector, '?code=invalid_type')).counts).toHaveLength(2);
  const { data } = await list(collector);
  const secretKeyId = data.find(({ messageId }) => messageId === 'm-3')?.keyId;
  expect(await ids(`?key=${secretKeyId}`)).toEqual(['m-3']);
  expect(await ids(`?since=${new Date(NOW + 1).toISOString()}`)).toEqual(['m-4']);
  const first = await list(collector, '?limit=3');
  expect(first.data.map(({ messageId }) => messageId)).toEqual(['m-4', 'm-3', 'm-2']);
  expect(await ids(`?limit=3&cursor=${first.nextCursor}`)).toEqual(['m-1']);
});

test('after a fix they are stored by replay, once, with what their request said; the rest stays', async () => {
  const collector = await openCollector();
  const keyId = await requireUserToken(collector, true);
  const response = await collector.app.request('/v1/batch', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` },
    body: JSON.stringify({
      context: { locale: 'de-DE' },
      sentAt: new Date(NOW - DAY_MS).toISOString(),
      batch: [track('m-1', { timestamp: new Date(NOW - DAY_MS - 60_000).toISOString() }), track('m-2')],
    }),
  });
  expect(await response.json()).toMatchObject({ accepted: 0 });
  await collector.send([track('m-bad', { event: '' })]);
  expect(await replay(collector, {})).toEqual({ accepted: 0, duplicates: 0, rejected: 3, unplayable: 0 });
  await requireUserToken(collector, false);
  collector.clock.now += 3_600_000;
  expect(await replay(collector, { code: 'unverified_user', key: keyId })).toEqual({
    accepted: 2,
    duplicates: 0,
    rejected: 0,
    unplayable: 0,
  });
  expect((await list(collector)).data.map(({ messageId }) => messageId)).toEqual(['m-bad']);
  const { body } = await collector.read<{ data: EventJson[] }>('/v1/profiles/anna/events');
  expect(body.data.map(({ messageId }) => messageId).sort()).toEqual(['m-1', 'm-2']);
  const first = body.data.find(({ messageId }) => messageId === 'm-1');
  expect(first).toMatchObject({
    timestamp: new Date(NOW - 60_000).toISOString(),
    context: { locale: 'de-DE' },
  });
  expect(await collector.send([track('m-1')])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await replay(collector, {})).toMatchObject({ accepted: 0, rejected: 1 });
});

test('one that was sent again and stored meanwhile is a duplicate, and leaves', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { event: '' })]);
  const [rejected] = (await list(collector)).data;
  expect(await collector.send([track('m-1')])).toMatchObject({ accepted: 1 });
  expect(await replay(collector, { ids: [rejected?.id] })).toMatchObject({ duplicates: 1, rejected: 0 });
  expect((await list(collector)).data).toEqual([]);
});

test('the type of its route comes along; a message without an id is stored once', async () => {
  const collector = await openCollector();
  await requireUserToken(collector, true);
  await collector.app.request(`/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ userId: 'anna', event: 'Report Viewed' }),
  });
  await requireUserToken(collector, false);
  expect(await replay(collector, {})).toMatchObject({ accepted: 1 });
  expect(await replay(collector, {})).toMatchObject({ accepted: 0, duplicates: 0, rejected: 0 });
  const { body } = await collector.read<{ data: EventJson[] }>('/v1/profiles/anna/events');
  expect(body.data.map(({ type }) => type)).toEqual(['track']);
});

test('replay gives no rights: what a write key may not do stays rejected', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1'), track('m-2', { userId: 'ben' })]);
  const merge = { type: 'alias', userId: 'anna', previousId: 'ben', messageId: 'm-3' };
  expect(await collector.send([merge])).toMatchObject({ rejected: [{ code: 'merge_not_allowed' }] });
  expect(await replay(collector, {})).toMatchObject({ accepted: 0, rejected: 1 });
  expect((await collector.read('/v1/profiles/ben')).body).toMatchObject({ userId: 'ben' });
});

test('what was refused by a clock that had jumped ahead is stored by replay at its own time, once the clock is back', async () => {
  const collector = await openCollector();
  const { clock } = collector;
  clock.now += 730 * DAY_MS;
  const timestamp = new Date(NOW - 60_000).toISOString();
  await collector.send([track('m-old', { timestamp })]);
  await requireUserToken(collector, true);
  await collector.send([track('m-sent', { timestamp, sentAt: new Date(NOW).toISOString() })]);
  await requireUserToken(collector, false);
  expect((await list(collector)).data.map(({ code }) => code)).toEqual(['unverified_user', 'too_old']);
  expect(await replay(collector, { code: 'too_old' })).toMatchObject({ accepted: 0, rejected: 1 });
  clock.now = NOW + 3_600_000;
  expect(await replay(collector, {})).toMatchObject({ accepted: 2, rejected: 0 });
  const { body } = await collector.read<{ data: EventJson[] }>('/v1/profiles/anna/events');
  expect(body.data.map((event) => [event.messageId, event.timestamp])).toEqual([
    ['m-sent', timestamp],
    ['m-old', timestamp],
  ]);
});

test('a message from days ahead stays rejected when its day has come; its content can be sent again', async () => {
  const collector = await openCollector();
  const timestamp = new Date(NOW + 2 * DAY_MS).toISOString();
  await collector.send([track('m-1', { timestamp })]);
  collector.clock.now += 3 * DAY_MS;
  expect(await replay(collector, { code: 'in_future' })).toMatchObject({ accepted: 0, rejected: 1 });
  const [rejected] = (await list(collector)).data;
  expect(await collector.send([rejected?.message ?? {}])).toMatchObject({ accepted: 1 });
});

test('a message too large to keep is counted, shown without content, and never replayed', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { properties: { text: 'x'.repeat(70_000) } })]);
  expect((await list(collector)).data).toMatchObject([
    { messageId: 'm-1', code: 'too_large', isReplayable: false, message: null },
  ]);
  expect(await replay(collector, {})).toMatchObject({ unplayable: 1, accepted: 0, rejected: 0 });
});

test('the quarantine is bounded by count', async () => {
  const collector = await openCollector();
  for (let batch = 0; batch < 3; batch++) {
    await collector.send(
      Array.from({ length: 4_000 }, (_, n) => ({ type: 'x', messageId: `m-${batch}-${n}` })),
    );
  }
  expect((await list(collector)).counts).toEqual([{ code: 'invalid_type', count: 10_000 }]);
});

test('wrong parameters are named; another key or none gets nothing', async () => {
  const collector = await openCollector();
  const { app, read } = collector;
  expect((await read('/v1/rejected?since=yesterday')).status).toBe(400);
  expect((await read('/v1/rejected?colour=red')).status).toBe(400);
  for (const path of ['/v1/rejected', '/v1/rejected/replay']) {
    const method = path.endsWith('replay') ? 'POST' : 'GET';
    expect((await app.request(path, { method })).status).toBe(401);
    const headers = { authorization: `Bearer ${WRITE_KEY}` };
    expect((await app.request(path, { method, headers })).status).toBe(403);
  }
});
