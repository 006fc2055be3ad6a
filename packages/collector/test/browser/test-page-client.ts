import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { type ListeningCollector, startCollector } from '../clients/start-collector.ts';
import { FAULTS, startProxy } from '../clients/start-proxy.ts';
import { bundlePage } from './bundle-page.ts';
import { openShop } from './open-shop.ts';

const NUMBERS = Array.from({ length: 12 }, (_, n) => n);
// The clients wait longer after each failure, and Segment's looks at what is left every few seconds only.
const RETRIES_MS = 40_000;

/** What every client for pages must get: each message once, on the right person, whatever the network does. */
export function testPageClient(name: 'segment' | 'rudderstack', library: string): void {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    [browser, script] = await Promise.all([launchBrowser(), bundlePage(name)]);
  });
  afterAll(() => browser.close());

  test('every kind of message arrives, on the right person', async () => {
    const collector = await startCollector();
    const page = await openShop(browser, script, collector.url);
    await page.evaluate(() => {
      window.client?.page('Pricing');
      window.client?.track('Report Viewed', { n: 0 });
      window.client?.alias('anna');
      window.client?.identify('anna', { plan: 'pro' });
      window.client?.group('acme', { industry: 'toys' });
      window.client?.track('Report Viewed', { n: 1 });
    });
    const types = async () => (await collector.messages('anna')).map(({ type }) => type).sort();
    await expect
      .poll(types, { timeout: RETRIES_MS })
      .toEqual(['alias', 'group', 'identify', 'page', 'track', 'track']);
    const profile = await collector.profile('anna');
    expect(profile).toMatchObject({
      traits: { plan: 'pro' },
      accounts: [{ groupId: 'acme', isPrimary: true }],
    });
    expect(profile.anonymousIds).toHaveLength(1);
    const messages = await collector.messages('anna');
    expect(messages.find(({ type }) => type === 'page')).toMatchObject({
      properties: { name: 'Pricing', path: '/pricing' },
    });
    expect(messages.find(({ type }) => type === 'track')).toMatchObject({
      event: 'Report Viewed',
      context: { library, path: '/pricing' },
    });
  });

  test.each(FAULTS)('%s, twice: every event lands once', async (fault) => {
    const collector = await startCollector();
    const proxy = await startProxy(collector.url, fault, 2);
    const page = await openShop(browser, script, proxy.url);
    await trackAll(page, NUMBERS);
    await expectAllOnce(collector);
    expect(proxy.failed()).toBe(2);
  });

  test('the collector is started again meanwhile: every event lands once', async () => {
    const collector = await startCollector();
    const page = await openShop(browser, script, collector.url);
    await trackAll(page, [0]);
    await expect.poll(async () => (await collector.messages('anna')).length, { timeout: RETRIES_MS }).toBe(2);
    await collector.stop();
    const failed = page.waitForEvent('requestfailed');
    await trackAll(page, NUMBERS.slice(1));
    await failed;
    await collector.startAgain();
    await expectAllOnce(collector);
  });
}

async function trackAll(page: Page, numbers: readonly number[]): Promise<void> {
  await page.evaluate((all) => {
    window.client?.identify('anna', { plan: 'pro' });
    for (const n of all) window.client?.track('Report Viewed', { n });
  }, numbers);
}

async function expectAllOnce({ messages }: ListeningCollector): Promise<void> {
  const numbers = async () =>
    (await messages('anna'))
      .filter(({ type }) => type === 'track')
      .map(({ properties }) => Number(properties['n']))
      .sort((a, b) => a - b);
  await expect.poll(numbers, { timeout: RETRIES_MS }).toEqual(NUMBERS);
}
