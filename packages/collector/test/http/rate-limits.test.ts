import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

async function limitKey({ control, clock }: TestCollector, key: string, requestsPerMinute: number) {
  const keyId = (await control.findStoredKey(key))?.keyId ?? '';
  const change = { actor: 'test', at: clock.now };
  await control.setKey({ projectId: 'default', keyId, change }, { requestsPerMinute });
}

const body = JSON.stringify({ userId: 'anna', event: 'E' });
const post = ({ app }: TestCollector, headers: Record<string, string> = {}, address = '192.0.2.1') =>
  app.request(
    `/v1/track?writeKey=${WRITE_KEY}`,
    { method: 'POST', body, headers },
    { incoming: { socket: { remoteAddress: address } } },
  );

test('a key with a limit: 429 with Retry-After past it, and again after that', async () => {
  const collector = await openCollector();
  await limitKey(collector, WRITE_KEY, 3);
  const answers = [
    await post(collector),
    await post(collector),
    await post(collector),
    await post(collector),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.headers.get('retry-after')).toBe('20');
  expect(await answers[3]?.json()).toMatchObject({ code: 'rate_limited', status: 429 });
  collector.clock.now += 20_000;
  expect((await post(collector)).status).toBe(200);
});

test('a secret key with a limit reads no more than it either', async () => {
  const collector = await openCollector();
  await limitKey(collector, SECRET_KEY, 2);
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await collector.read('/v1/models')).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('an address with a limit: the headers that anybody can send change nothing', async () => {
  const collector = await openCollector({ ARDENT_ADDRESS_LIMIT: '2' });
  const forged = (i: number) => ({ 'x-forwarded-for': `203.0.113.${i}` });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await post(collector, forged(i))).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await post(collector, {}, '192.0.2.2')).status).toBe(200);
  const env = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };
  expect((await collector.app.request('/login', {}, env)).status).toBe(429);
});

test('an address behind a trusted proxy is the one that the proxy saw', async () => {
  const collector = await openCollector({ ARDENT_ADDRESS_LIMIT: '1', ARDENT_TRUST_PROXY: '1' });
  const via = (forwarded: string) => post(collector, { 'x-forwarded-for': forwarded });
  expect((await via('203.0.113.1')).status).toBe(200);
  expect((await via('198.51.100.1, 203.0.113.1')).status).toBe(429);
  expect((await via('203.0.113.2')).status).toBe(200);
});

test('of IPv6 the network counts', async () => {
  const collector = await openCollector({ ARDENT_ADDRESS_LIMIT: '1' });
  expect((await post(collector, {}, '2001:db8:1:2::1')).status).toBe(200);
  expect((await post(collector, {}, '2001:db8:1:2:ffff::2')).status).toBe(429);
  expect((await post(collector, {}, '2001:db8:1:3::1')).status).toBe(200);
});
