import { expect, test } from 'vitest';
import { type ListeningCollector, startCollector } from './start-collector.ts';
import { FAULTS, startProxy } from './start-proxy.ts';

/** A tracking client for back ends, as its package has it; only its calls are brought into one form. */
export interface ServerClient {
  page(message: { anonymousId: string; name: string; properties: { path: string } }): void;
  alias(message: { userId: string; previousId: string }): void;
  identify(message: { userId: string; traits: { plan: string; email: string } }): void;
  group(message: { userId: string; groupId: string; traits: { industry: string } }): void;
  track(message: { userId: string; event: string; properties: { n: number } }): void;
  screen(message: { userId: string; name: string }): void;
  /** Resolves when everything is sent, or given up. */
  close(): Promise<void>;
  errors: unknown[];
}

export interface ServerClientCase {
  /** As it names itself in what it sends. */
  library: string;
  connect(url: string): ServerClient;
}

const NUMBERS = Array.from({ length: 60 }, (_, n) => n);

/** What every client for back ends must get: each message once, on the right person, whatever the network does. */
export function testServerClient({ library, connect }: ServerClientCase): void {
  test('every kind of message arrives, on the right person', async () => {
    const collector = await startCollector();
    const client = connect(collector.url);
    client.page({ anonymousId: 'visitor', name: 'Pricing', properties: { path: '/pricing' } });
    client.alias({ userId: 'anna', previousId: 'visitor' });
    client.identify({ userId: 'anna', traits: { plan: 'pro', email: 'anna@example.com' } });
    client.group({ userId: 'anna', groupId: 'acme', traits: { industry: 'toys' } });
    client.track({ userId: 'anna', event: 'Report Viewed', properties: { n: 3 } });
    client.track({ userId: 'ben', event: 'Report Viewed', properties: { n: 4 } });
    client.screen({ userId: 'anna', name: 'Home' });
    await client.close();
    await expect.poll(async () => (await collector.messages('anna')).length).toBe(6);
    expect(client.errors).toEqual([]);
    expect(await collector.profile('anna')).toMatchObject({
      anonymousIds: ['visitor'],
      traits: { plan: 'pro', email: 'anna@example.com' },
      accounts: [{ groupId: 'acme', isPrimary: true }],
    });
    const messages = await collector.messages('anna');
    const types = messages.map(({ type }) => type).sort();
    expect(types).toEqual(['alias', 'group', 'identify', 'page', 'screen', 'track']);
    expect(messages.find(({ type }) => type === 'page')).toMatchObject({ properties: { path: '/pricing' } });
    expect(messages.find(({ type }) => type === 'track')).toMatchObject({
      event: 'Report Viewed',
      properties: { n: 3 },
      context: { library },
    });
    expect((await collector.messages('ben')).map(({ properties }) => properties['n'])).toEqual([4]);
  });

  test.each(FAULTS)('%s, twice: every event lands once', async (fault) => {
    const collector = await startCollector();
    const proxy = await startProxy(collector.url, fault, 2);
    const client = connect(proxy.url);
    trackAll(client);
    await client.close();
    await expectAllOnce(collector);
    expect(proxy.failed()).toBe(2);
    expect(client.errors).toEqual([]);
  });

  test('the collector is started again meanwhile: every event lands once', async () => {
    const collector = await startCollector();
    const client = connect(collector.url);
    client.track({ userId: 'anna', event: 'Report Viewed', properties: { n: 0 } });
    await expect.poll(async () => (await collector.messages('anna')).length).toBe(1);
    await collector.stop();
    for (const n of NUMBERS.slice(1)) {
      client.track({ userId: 'anna', event: 'Report Viewed', properties: { n } });
    }
    const closed = client.close();
    await collector.startAgain();
    await closed;
    await expectAllOnce(collector);
    expect(client.errors).toEqual([]);
  });
}

function trackAll(client: ServerClient): void {
  for (const n of NUMBERS) client.track({ userId: 'anna', event: 'Report Viewed', properties: { n } });
}

async function expectAllOnce({ messages }: ListeningCollector): Promise<void> {
  const numbers = async () =>
    (await messages('anna')).map(({ properties }) => Number(properties['n'])).sort((a, b) => a - b);
  await expect.poll(numbers, { timeout: 15_000 }).toEqual(NUMBERS);
}
