import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Analytics } from '@segment/analytics-node';
import { expect, onTestFinished, test } from 'vitest';
import type { EventJson } from '../../src/http/json/event-json.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { openCollector, type TestCollector, WRITE_KEY } from './open-collector.ts';

function connect(host: string): { analytics: Analytics; errors: unknown[] } {
  const analytics = new Analytics({
    writeKey: WRITE_KEY,
    host,
    path: '/v1/batch',
    flushInterval: 50,
    maxRetries: 5,
  });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  return { analytics, errors };
}

/** Passes requests on; the first ones are answered by `fail` instead, before or after the collector has them. */
async function startProxy(
  target: string,
  fail: (attempt: number) => 'before' | 'after' | undefined,
): Promise<string> {
  let attempts = 0;
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const failure = fail(attempts++);
    const refuse = () => outgoing.writeHead(500).end();
    if (failure === 'before') {
      incoming.resume().on('end', refuse);
      return;
    }
    const { method = 'GET', headers, url } = incoming;
    const onward = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
      if (failure === 'after') answer.resume().on('end', refuse);
      else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers));
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function timeline({ read }: TestCollector, userId: string): Promise<EventJson[]> {
  return (await read<{ data: EventJson[] }>(`/v1/profiles/${userId}/events`)).body.data;
}

async function openListening(): Promise<{ collector: TestCollector; url: string }> {
  const collector = await openCollector();
  collector.clock.now = Date.now();
  const { url } = await collector.start();
  return { collector, url };
}

test("Segment's client for Node: every kind of message arrives, on the right person", async () => {
  const { collector, url } = await openListening();
  const { analytics, errors } = connect(url);
  analytics.page({ anonymousId: 'visitor', name: 'Pricing', properties: { path: '/pricing' } });
  analytics.alias({ userId: 'anna', previousId: 'visitor' });
  analytics.identify({ userId: 'anna', traits: { plan: 'pro', email: 'anna@example.com' } });
  analytics.group({ userId: 'anna', groupId: 'acme', traits: { industry: 'toys' } });
  analytics.track({ userId: 'anna', event: 'Report Viewed', properties: { pages: 3 } });
  analytics.screen({ userId: 'anna', name: 'Home' });
  await analytics.closeAndFlush({ timeout: 10_000 });
  expect(errors).toEqual([]);
  collector.clock.now = Date.now();
  const { body } = await collector.read<ProfileJson>('/v1/profiles/anna');
  expect(body).toMatchObject({
    anonymousIds: ['visitor'],
    traits: { plan: 'pro', email: 'anna@example.com' },
    accounts: [{ groupId: 'acme', isPrimary: true }],
  });
  const events = await timeline(collector, 'anna');
  expect(events.map(({ type }) => type).sort()).toEqual([
    'alias',
    'group',
    'identify',
    'page',
    'screen',
    'track',
  ]);
  expect(events.find(({ type }) => type === 'track')).toMatchObject({
    event: 'Report Viewed',
    properties: { pages: 3 },
    context: { library: '@segment/analytics-node' },
  });
});

test.each(['before', 'after'] as const)(
  'what is sent again after a 500 %s the collector had it lands once',
  async (moment) => {
    const { collector, url } = await openListening();
    const proxy = await startProxy(url, (attempt) => (attempt < 2 ? moment : undefined));
    const { analytics, errors } = connect(proxy);
    for (let n = 0; n < 20; n++)
      analytics.track({ userId: 'anna', event: 'Report Viewed', properties: { n } });
    await analytics.closeAndFlush({ timeout: 20_000 });
    expect(errors).toEqual([]);
    collector.clock.now = Date.now();
    const events = await timeline(collector, 'anna');
    expect(events.map(({ properties }) => properties['n']).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
  },
);
