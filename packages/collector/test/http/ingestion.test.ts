import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  DAY_MS,
  NOW,
  openCollector,
  SECRET_KEY,
  type SendAnswer,
  type TestCollector,
  WRITE_KEY,
} from './open-collector.ts';

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const track = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'Report Viewed',
  userId: 'anna',
  messageId,
  ...more,
});

async function post(
  { app }: TestCollector,
  path: string,
  body: BodyInit,
  headers: Record<string, string> = { authorization: basic(WRITE_KEY) },
): Promise<{ status: number; body: SendAnswer & { code?: string }; headers: Headers }> {
  const response = await app.request(path, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as SendAnswer, headers: response.headers };
}

async function eventsOf(
  { read }: TestCollector,
  userId = 'anna',
): Promise<{ messageId: string; type: string }[]> {
  const { body } = await read<{ data: { messageId: string; type: string }[] }>(
    `/v1/profiles/${userId}/events`,
  );
  return body.data;
}

test.each([
  ['/v1/batch', 'batch'],
  ['/v1/b', 'batch'],
  ['/beacon/v1/batch', 'batch'],
])('%s takes several messages', async (path) => {
  const collector = await openCollector();
  const answer = await post(collector, path, JSON.stringify({ batch: [track('m-1'), track('m-2')] }));
  expect(answer).toMatchObject({
    status: 200,
    body: { success: true, accepted: 2, duplicates: 0, rejected: [] },
  });
  expect((await eventsOf(collector)).map((event) => event.messageId)).toEqual(['m-2', 'm-1']);
});

test.each([
  ['/v1/track', '/v1/t', { event: 'Report Viewed' }, 'track'],
  ['/v1/identify', '/v1/i', { traits: { plan: 'pro' } }, 'identify'],
  ['/v1/group', '/v1/g', { groupId: 'acme' }, 'group'],
  ['/v1/page', '/v1/p', { name: 'Home' }, 'page'],
  ['/v1/screen', '/v1/s', { name: 'Home' }, 'screen'],
  ['/v1/alias', '/v1/a', { previousId: 'visitor' }, 'alias'],
])('%s and %s take one message without a type', async (long, short, fields, type) => {
  const collector = await openCollector();
  for (const [i, path] of [long, short].entries()) {
    const message = { userId: 'anna', messageId: `m-${i}`, ...fields };
    expect(await post(collector, path, JSON.stringify(message))).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
  }
  expect((await eventsOf(collector)).map((event) => event.type)).toEqual([type, type]);
});

test('/v1/import takes messages with a secret key alone', async () => {
  const collector = await openCollector();
  const body = JSON.stringify({
    batch: [track('m-1', { timestamp: new Date(NOW - 100 * DAY_MS).toISOString() })],
  });
  expect(await post(collector, '/v1/import', body)).toMatchObject({
    status: 403,
    body: { code: 'secret_key_required' },
  });
  expect(await post(collector, '/v1/import', body, { authorization: basic(SECRET_KEY) })).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  });
});

const message = JSON.stringify(track('m-1'));
const inBody = JSON.stringify({ writeKey: WRITE_KEY, batch: [track('m-1')] });
const inMessage = JSON.stringify({ batch: [{ ...track('m-1'), writeKey: WRITE_KEY }] });

test('an import that is sent again adds nothing, whichever program sends it, and is no bot’s', async () => {
  const collector = await openCollector();
  const row = {
    type: 'track',
    event: 'Report Viewed',
    userId: 'anna',
    timestamp: new Date(NOW).toISOString(),
  };
  const body = JSON.stringify({ batch: [row, { ...row, event: 'Paid' }] });
  const sendBy = (agent: string) =>
    post(collector, '/v1/import', body, { authorization: basic(SECRET_KEY), 'user-agent': agent });
  const agents = [
    'importer/1.0 (+https://example.com/bot)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'curl/8.5.0',
  ];
  for (const agent of agents) {
    const accepted = agent === agents[0] ? 2 : 0;
    expect((await sendBy(agent)).body).toMatchObject({ accepted, duplicates: 2 - accepted, rejected: [] });
  }
  const stored = await collector.read<{ data: { isBot: boolean }[] }>('/v1/profiles/anna/events');
  expect(stored.body.data.map(({ isBot }) => isBot)).toEqual([false, false]);
});

test.each<[string, string, string, Record<string, string>]>([
  ['Basic', '/v1/track', message, { authorization: basic(WRITE_KEY) }],
  [
    'Basic without a colon',
    '/v1/track',
    message,
    { authorization: `Basic ${Buffer.from(WRITE_KEY).toString('base64')}` },
  ],
  ['Bearer', '/v1/track', message, { authorization: `Bearer ${WRITE_KEY}` }],
  ['the query', `/v1/track?writeKey=${WRITE_KEY}`, message, {}],
  ['X-Write-Key', '/v1/track', message, { 'x-write-key': WRITE_KEY }],
  ['the body', '/v1/batch', inBody, {}],
  ['the first message', '/v1/batch', inMessage, {}],
])('finds the key in %s', async (_, path, body, headers) => {
  const collector = await openCollector();
  expect(await post(collector, path, body, headers)).toMatchObject({ status: 200, body: { accepted: 1 } });
});

test('401 without a key and for an unknown one, with what to do', async () => {
  const collector = await openCollector();
  for (const headers of [{}, { authorization: basic('wk_unknown') }]) {
    const answer = await post(collector, '/v1/track', message, headers as Record<string, string>);
    expect(answer).toMatchObject({
      status: 401,
      body: { status: 401, code: expect.any(String), remedy: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
});

test.each([
  ['text/plain', message],
  ['application/x-www-form-urlencoded', gzipSync(message)],
  ['application/json', gzipSync(message)],
])('reads JSON whatever %s says, compressed or not', async (type, body) => {
  const collector = await openCollector();
  const answer = await post(collector, '/v1/track', body, {
    authorization: basic(WRITE_KEY),
    'content-type': type,
  });
  expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
});

test('one bad message does not spoil its batch', async () => {
  const collector = await openCollector();
  const answer = await collector.send([track('m-1'), track('m-2', { event: '' }), track('m-3')]);
  expect(answer).toMatchObject({
    accepted: 2,
    rejected: [{ index: 1, messageId: 'm-2', code: 'missing_event', message: expect.any(String) }],
  });
  expect(await eventsOf(collector)).toHaveLength(2);
});

test('a message sent twice is stored once, in one batch and in two', async () => {
  const collector = await openCollector();
  expect(await collector.send([track('m-1'), track('m-1')])).toMatchObject({ accepted: 1, duplicates: 1 });
  const later = new Date(NOW - DAY_MS).toISOString();
  expect(await collector.send([track('m-1', { timestamp: later })])).toMatchObject({
    accepted: 0,
    duplicates: 1,
  });
  expect(await eventsOf(collector)).toHaveLength(1);
});

test('an event that comes late counts on its own day', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { timestamp: '2026-11-12T08:00:00Z' })]);
  const { body } = await collector.read<{ data: { day: string; score: number }[] }>(
    '/v1/profiles/anna/history?from=2026-11-11&to=2026-11-13',
  );
  expect(body.data.map(({ score }) => score > 0)).toEqual([false, true, true]);
});

test('413 for a body of more than 5 MiB, announced or not, and decoded', async () => {
  const collector = await openCollector();
  const large = new Uint8Array(5 * 1024 * 1024 + 1).fill(32);
  const announced = { authorization: basic(WRITE_KEY), 'content-length': String(large.length) };
  expect(await post(collector, '/v1/batch', large, announced)).toMatchObject({
    status: 413,
    body: { code: 'request_too_large' },
  });
  expect(await post(collector, '/v1/batch', large)).toMatchObject({
    status: 413,
    body: { code: 'request_too_large' },
  });
  expect(await post(collector, '/v1/batch', gzipSync(large))).toMatchObject({
    status: 413,
    body: { code: 'request_too_large' },
  });
  expect(await post(collector, '/v1/m', large)).toMatchObject({ status: 413 });
});

test('400 for what is no envelope of messages', async () => {
  const collector = await openCollector();
  for (const body of ['', 'hello', '[]', '{"batch": 5}']) {
    expect(await post(collector, '/v1/batch', body)).toMatchObject({
      status: 400,
      body: { remedy: expect.any(String) },
    });
  }
});

test("Segment's reports on itself are taken and dropped", async () => {
  const collector = await openCollector();
  expect(await post(collector, '/v1/m', '{"series":[]}', {})).toMatchObject({
    status: 200,
    body: { success: true },
  });
});

test('405 for other methods, naming POST', async () => {
  const { app } = await openCollector();
  const response = await app.request('/v1/batch');
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST, OPTIONS');
});

test('a trailing slash changes nothing', async () => {
  const collector = await openCollector();
  expect(await post(collector, '/v1/track/', message)).toMatchObject({ status: 200 });
});
