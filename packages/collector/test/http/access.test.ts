import { expect, test } from 'vitest';
import { CollectorError } from '../../src/collector-error.ts';
import { openCollector, SECRET_KEY, WRITE_KEY } from './open-collector.ts';

const READS = [
  '/v1/profiles',
  '/v1/profiles/anna',
  '/v1/profile-ids/prf_x/score',
  '/v1/anonymous/a/events',
  '/v1/models',
];

test.each(READS)('%s: 401 without a key, 401 with an unknown one, 403 with a write key', async (path) => {
  const { app } = await openCollector();
  const ask = (authorization?: string) =>
    app.request(path, authorization ? { headers: { authorization } } : {});
  const without = await ask();
  expect(without.status).toBe(401);
  expect(without.headers.get('www-authenticate')).toBe('Bearer realm="ardent"');
  expect(await without.json()).toMatchObject({
    code: 'missing_key',
    remedy: expect.stringContaining('Bearer'),
  });
  const unknown = await ask('Bearer sk_unknown_unknown_unknown');
  expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([401, 'unknown_key']);
  const write = await ask(`Bearer ${WRITE_KEY}`);
  expect([write.status, ((await write.json()) as { code: string }).code]).toEqual([
    403,
    'write_key_cannot_read',
  ]);
});

test('a secret key may also be the user name of Basic', async () => {
  const { app } = await openCollector();
  const authorization = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`;
  expect((await app.request('/v1/models', { headers: { authorization } })).status).toBe(200);
});

test('keys that end are refused at once, new ones taken at once', async () => {
  const { app, control, clock } = await openCollector();
  const ask = async (key: string) =>
    (await app.request('/v1/models', { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await ask(SECRET_KEY)).toBe(200);
  const next = 'sk_the_next_secret_key';
  const change = { actor: 'test', at: clock.now };
  await control.putKey({ projectId: 'default', kind: 'secret', key: next, replaces: 'all', change });
  expect(await ask(SECRET_KEY)).toBe(401);
  expect(await ask(next)).toBe(200);
});

test("one project's key sees nothing of another", async () => {
  const { app, control, send, clock } = await openCollector();
  const change = { actor: 'test', at: clock.now };
  await control.addProject({ projectId: 'other', timeZone: 'UTC', createdAt: clock.now }, change);
  const secret = 'sk_of_the_other_project';
  await control.putKey({ projectId: 'other', kind: 'secret', key: secret, replaces: 'none', change });
  await control.putKey({ projectId: 'other', kind: 'write', key: 'wk_other', replaces: 'none', change });
  await send([{ type: 'track', event: 'E', userId: 'anna' }]);
  await send([{ type: 'track', event: 'E', userId: 'bob' }], 'wk_other');
  const ask = (path: string) => app.request(path, { headers: { authorization: `Bearer ${secret}` } });
  expect((await ask('/v1/profiles/anna')).status).toBe(404);
  expect((await ask('/v1/profiles/bob')).status).toBe(200);
  expect(((await (await ask('/v1/profiles')).json()) as { data: object[] }).data).toHaveLength(1);
});

test('answers of the API are never cached, framed or guessed to be something else', async () => {
  const { app } = await openCollector();
  for (const path of ['/v1/models', '/v1/nothing', '/healthz']) {
    const response = await app.request(path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  }
});

test('nothing about people or keys is logged', async () => {
  const { app, logged, send, read } = await openCollector();
  await send([{ type: 'track', event: 'E', userId: 'anna@example.com' }]);
  await read('/v1/profiles/anna@example.com/score');
  await read('/v1/profiles/nobody@example.com');
  await app.request('/v1/profiles', { headers: { authorization: 'Bearer sk_unknown_unknown_unknown' } });
  expect(logged).toEqual([]);
});

test('a failure inside is a 500 that tells nothing, and a line in the log without the address', async () => {
  const { app, projects, logged } = await openCollector();
  projects.open = () => Promise.reject(new TypeError('inner workings'));
  const response = await app.request('/v1/profiles/anna@example.com', {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('inner workings');
  expect(logged.join()).toContain('inner workings');
  expect(logged.join()).not.toContain('anna@example.com');
});

test('what cannot be used at the moment is a 503 to try again, and a line in the log', async () => {
  const { app, projects, logged } = await openCollector();
  const error = new CollectorError({
    code: 'disk_failed',
    message: '/secret/place: disk I/O error',
    hint: 'see the system log',
  });
  projects.open = () => Promise.reject(error);
  const response = await app.request('/v1/models', { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ code: 'disk_failed', remedy: expect.any(String) });
  expect(text).not.toContain('/secret/place');
  expect(logged.join()).toContain('/secret/place');
});
