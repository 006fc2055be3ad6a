import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, WRITE_KEY } from './open-collector.ts';

test("Segment's browser client is told to send here, and to keep its metrics", async () => {
  const { app } = await openCollector();
  const response = await app.request(`http://collect.example:8787/v1/projects/${WRITE_KEY}/settings`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    integrations: {
      'Segment.io': { apiKey: WRITE_KEY, apiHost: 'collect.example:8787/v1', protocol: 'http' },
    },
    metrics: { sampleRate: 0 },
  });
});

test.each([
  ['1', 'https'],
  ['off', 'http'],
])('behind a proxy with TLS, ARDENT_TRUST_PROXY=%s: it is told %s', async (trusted, protocol) => {
  const { app } = await openCollector({ ARDENT_TRUST_PROXY: trusted });
  const response = await app.request(`/v1/projects/${WRITE_KEY}/settings`, {
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(await response.json()).toMatchObject({ integrations: { 'Segment.io': { protocol } } });
});

test("RudderStack's browser client is told that its source is on", async () => {
  const { app } = await openCollector();
  const authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
  for (const [path, headers] of [
    ['/sourceConfig/?p=npm&v=3.34.0', { authorization }],
    [`/sourceConfig/?writeKey=${WRITE_KEY}`, {}],
  ] as [string, Record<string, string>][]) {
    const response = await app.request(path, { headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      source: {
        id: 'default',
        name: 'default',
        workspaceId: 'default',
        enabled: true,
        config: {},
        destinations: [],
      },
    });
  }
});

test.each(['/v1/projects/wk_unknown/settings', `/v1/projects/${SECRET_KEY}/settings`, '/sourceConfig/'])(
  '%s: 401, because it is no write key',
  async (path) => {
    const { app } = await openCollector();
    expect((await app.request(path)).status).toBe(401);
  },
);

const sdkPath = createRequire(import.meta.url).resolve('@ardent/sdk/ardent.js');

test('serves the SDK with an ETag, compressed, to every origin', async () => {
  expect(existsSync(sdkPath), 'the SDK is built before the tests').toBe(true);
  const { app } = await openCollector();
  const response = await app.request('/ardent.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'br',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Accept-Encoding',
  });
  expect(brotliDecompressSync(await response.arrayBuffer()).equals(readFileSync(sdkPath))).toBe(true);
  const again = await app.request('/ardent.js', {
    headers: { 'if-none-match': response.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect((await again.arrayBuffer()).byteLength).toBe(0);
});

test('serves the SDK as it is to who accepts nothing else', async () => {
  const { app } = await openCollector();
  const response = await app.request('/ardent.js', { headers: { 'accept-encoding': 'br;q=0, gzip;q=0' } });
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.text()).toBe(readFileSync(sdkPath, 'utf8'));
});
