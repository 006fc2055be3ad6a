import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, WRITE_KEY } from './open-collector.ts';

const ORIGIN = 'https://app.example';

const CLIENT_PATHS = [
  ...['batch', 'import', 'track', 'identify', 'group', 'page', 'screen', 'alias'],
  ...['b', 't', 'i', 'g', 'p', 's', 'a', 'm'],
].map((name) => `/v1/${name}`);

test.each([...CLIENT_PATHS, '/beacon/v1/batch', `/v1/projects/${WRITE_KEY}/settings`, '/sourceConfig/'])(
  'a preflight of %s is allowed without a key, each header by name',
  async (path) => {
    const { app } = await openCollector();
    const asked = 'authorization, content-type, x-retry-count, sentat, anonymousid, rsa-key-id';
    const response = await app.request(path, {
      method: 'OPTIONS',
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': asked,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-max-age': expect.stringMatching(/^\d+$/),
      vary: expect.stringContaining('Origin'),
    });
  },
);

test.each([
  ['a success', `/v1/track?writeKey=${WRITE_KEY}`, '{"event":"E","userId":"u"}', 200],
  ['an unknown key', '/v1/track?writeKey=wk_unknown', '{"event":"E","userId":"u"}', 401],
  ['a bad body', `/v1/track?writeKey=${WRITE_KEY}`, 'x', 400],
  ['a large body', '/v1/track', 'x'.repeat(6 * 1024 * 1024), 413],
  ['an unknown route', '/v1/nothing', '{}', 404],
])('a page of any origin may see %s', async (_, path, body, status) => {
  const { app } = await openCollector();
  const response = await app.request(path, { method: 'POST', headers: { origin: ORIGIN }, body });
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
    vary: 'Origin',
  });
});

test('a page may not see what a secret key reads', async () => {
  const { app } = await openCollector();
  const authorization = `Bearer ${SECRET_KEY}`;
  for (const path of ['/v1/profiles', '/v1/models', '/v1/rejected', '/v1/audit', '/metrics']) {
    for (const [headers, status] of [
      [{ origin: ORIGIN }, 401],
      [{ origin: ORIGIN, authorization }, 200],
    ] as const) {
      const response = await app.request(path, { headers });
      const allowed = response.headers.get('access-control-allow-origin');
      expect([response.status, allowed], path).toEqual([status, null]);
    }
  }
});
