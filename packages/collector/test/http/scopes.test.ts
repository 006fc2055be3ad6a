import { defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

const READER = 'sk_that_may_only_read';

async function openWithReader(): Promise<TestCollector> {
  const collector = await openCollector();
  const change = { actor: 'test', at: collector.clock.now };
  const settings = { scopes: ['read'] } as { scopes: ['read'] };
  await collector.control.putKey({
    projectId: 'default',
    kind: 'secret',
    key: READER,
    settings,
    replaces: 'none',
    change,
  });
  return collector;
}

const ask = async ({ app }: TestCollector, method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${READER}`, 'content-type': 'application/json' };
  const response = await app.request(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return [response.status, ((await response.json()) as { code?: string }).code];
};

test('a key with the scope read reads', async () => {
  const collector = await openWithReader();
  await collector.send([{ type: 'track', event: 'E', userId: 'anna' }]);
  for (const path of ['/v1/profiles', '/v1/profiles/anna/score', '/v1/models']) {
    expect(await ask(collector, 'GET', path)).toEqual([200, undefined]);
  }
});

test.each([
  ['publish a model', 'POST', '/v1/models', { model: defaultModel(), publish: true, reason: 'why' }],
  ['read the audit', 'GET', '/v1/audit', undefined],
  ['send', 'POST', '/v1/batch', { batch: [{ type: 'track', event: 'E', userId: 'anna' }] }],
  ['import', 'POST', '/v1/import', { batch: [{ type: 'track', event: 'E', userId: 'anna' }] }],
])('a key with the scope read does not %s', async (_, method, path, body) => {
  const collector = await openWithReader();
  expect(await ask(collector, method, path, body)).toEqual([403, 'missing_scope']);
  expect((await collector.read('/v1/profiles/anna')).status).toBe(404);
});

test('the audit says who changed what, of this project alone, and holds no key', async () => {
  const collector = await openWithReader();
  const { control, clock, read } = collector;
  const change = { actor: 'somebody', at: clock.now };
  await control.addProject({ projectId: 'other', timeZone: 'UTC', createdAt: clock.now }, change);
  const keyId = (await control.findStoredKey(READER))?.keyId ?? '';
  await control.endKey({ projectId: 'default', keyId, change });
  const { body } = await read<{ data: object[] }>('/v1/audit?limit=2');
  expect(body.data).toEqual([
    {
      at: new Date(clock.now).toISOString(),
      actor: 'somebody',
      action: 'key-ended',
      subject: keyId,
      reason: null,
    },
    {
      at: new Date(clock.now).toISOString(),
      actor: 'test',
      action: 'key-added',
      subject: keyId,
      reason: null,
    },
  ]);
  const all = JSON.stringify(await read('/v1/audit'));
  for (const secret of [READER, SECRET_KEY, 'other']) expect(all).not.toContain(secret);
});
