import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createClientOrigin } from './client-origin.ts';

async function readOrigin(trustedProxies: number, headers: Record<string, string>, url = 'http://x/') {
  const origin = createClientOrigin(trustedProxies);
  const app = new Hono();
  app.get('/', (c) => c.json({ address: origin.addressOf(c) ?? null, protocol: origin.protocolOf(c) }));
  const env = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };
  return (await app.request(url, { headers }, env)).json();
}

const forged = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-forwarded-proto': 'https' };

test('without trusted proxies, what a request says of itself is ignored', async () => {
  expect(await readOrigin(0, forged)).toEqual({ address: '192.0.2.1', protocol: 'http' });
});

test('the address is the one that the outermost trusted proxy saw', async () => {
  expect(await readOrigin(1, forged)).toEqual({ address: '198.51.100.7', protocol: 'https' });
  expect(await readOrigin(2, forged)).toEqual({ address: '203.0.113.9', protocol: 'https' });
});

test('a request that did not come through the proxies counts for its own address', async () => {
  expect(await readOrigin(1, {})).toEqual({ address: '192.0.2.1', protocol: 'http' });
  expect(await readOrigin(3, forged)).toEqual({ address: '192.0.2.1', protocol: 'https' });
});
