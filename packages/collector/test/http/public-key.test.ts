import { join } from 'node:path';
import { defaultModel } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

// What a write key, which everybody can see, can't do.

const track = (messageId: string, ids: object) => ({ type: 'track', event: 'E', messageId, ...ids });

async function ask({ app }: TestCollector, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${WRITE_KEY}`, 'content-type': 'application/json' };
  const response = await app.request(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

test('read anything: every route of the API with a method of its own refuses it', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { userId: 'anna', anonymousId: 'browser' })]);
  const document = collector.app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const secured = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { security?: object[] }>)
      .filter(([, { security = [] }]) => security.some((one) => 'secretKey' in one || 'userToken' in one))
      .map(([method]) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'anna') })),
  );
  expect(secured.length).toBeGreaterThan(20);
  for (const { method, path } of secured) {
    if (
      path === '/v1/import' ||
      /^\/v1\/(batch|b|track|identify|group|page|screen|alias|[tigpsam])$/.test(path)
    )
      continue;
    if (path.startsWith('/beacon')) continue;
    const { status, text } = await ask(
      collector,
      method,
      `${path}?userId=anna`,
      method === 'POST' ? {} : undefined,
    );
    expect([401, 403], `${method} ${path}: ${text}`).toContain(status);
  }
});

test('change a model, or erase somebody', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { userId: 'anna' })]);
  const model = { model: defaultModel(), publish: true, reason: 'why' };
  expect((await ask(collector, 'POST', '/v1/models', model)).status).toBe(403);
  expect((await ask(collector, 'DELETE', '/v1/profiles/anna')).status).toBe(403);
  expect((await collector.read('/v1/profiles/anna')).status).toBe(200);
});

test('join known users', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { userId: 'anna' }), track('m-2', { userId: 'bob' })]);
  const answer = await collector.send([
    { type: 'alias', messageId: 'm-3', userId: 'bob', previousId: 'anna' },
    { type: 'alias', messageId: 'm-4', userId: 'nobody yet', previousId: 'anna' },
  ]);
  expect(answer.rejected.map(({ code }) => code)).toEqual(['merge_not_allowed', 'merge_not_allowed']);
  expect((await collector.read('/v1/profiles/anna')).status).toBe(200);
  expect((await collector.read('/v1/profiles/nobody%20yet')).status).toBe(404);
});

test("take over a browser that is somebody else's", async () => {
  const collector = await openCollector();
  await collector.send([track('m-1', { userId: 'anna', anonymousId: 'annas' })]);
  await collector.send([
    { type: 'identify', messageId: 'm-2', userId: 'bob', anonymousId: 'annas' },
    { type: 'alias', messageId: 'm-3', userId: 'bob', previousId: 'annas' },
  ]);
  const { body } = await collector.read<{ anonymousIds: string[] }>('/v1/profiles/bob');
  expect(body.anonymousIds).toEqual([]);
});

test('import history', async () => {
  const collector = await openCollector();
  const timestamp = new Date(NOW - 30 * DAY_MS).toISOString();
  const batch = [{ ...track('m-1', { userId: 'anna' }), timestamp }];
  const { status, text } = await ask(collector, 'POST', '/v1/import', { batch });
  expect([status, JSON.parse(text)]).toEqual([403, expect.objectContaining({ code: 'secret_key_required' })]);
  expect((await collector.read('/v1/profiles/anna')).status).toBe(404);
});

test('set the seats of an account', async () => {
  const collector = await openCollector();
  const group = { type: 'group', userId: 'anna', groupId: 'acme', traits: { seats: 50 } };
  const seats = () => {
    const path = join(collector.config.dataDir, 'projects/default.db');
    const database = new SqliteDatabase(path, { readonly: true });
    const rows = database.prepare('SELECT seats FROM seats').pluck().all();
    database.close();
    return rows;
  };
  expect((await collector.send([{ ...group, messageId: 'm-1' }])).accepted).toBe(1);
  expect(seats()).toEqual([]);
  await collector.send([{ ...group, messageId: 'm-2' }], SECRET_KEY);
  expect(seats()).toEqual([50]);
});

test('be used from an origin that it is not for', async () => {
  const collector = await openCollector();
  const { app, control, clock } = collector;
  const keyId = (await control.findStoredKey(WRITE_KEY))?.keyId ?? '';
  const change = { actor: 'test', at: clock.now };
  await control.setKey(
    { projectId: 'default', keyId, change },
    { allowedOrigins: ['https://app.example.com'] },
  );
  const post = async (origin?: string) => {
    const response = await app.request(`/v1/track?writeKey=${WRITE_KEY}`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'anna', event: 'E' }),
      ...(origin !== undefined && { headers: { origin } }),
    });
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  expect(await post('https://app.example.com')).toEqual([200, undefined]);
  for (const origin of ['https://evil.example', 'https://app.example.com.evil.example', 'null']) {
    expect(await post(origin)).toEqual([403, 'origin_not_allowed']);
  }
  expect(await post()).toEqual([200, undefined]);
});
