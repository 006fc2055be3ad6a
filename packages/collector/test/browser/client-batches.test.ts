import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { type ListeningCollector, startCollector } from '../clients/start-collector.ts';
import { WRITE_KEY } from '../http/open-collector.ts';
import { bundlePage } from './bundle-page.ts';
import { openShop } from './open-shop.ts';

const NUMBERS = Array.from({ length: 25 }, (_, n) => n);

// Browser clients that send several messages at once, JSON in a text body; a beacon can't have a header for the key.
const CASES = [
  {
    client: '@rudderstack/analytics-js, useBeacon',
    page: 'rudderstack-beacon',
    path: '/beacon/v1/batch',
    isBeacon: true,
  },
  { client: '@segment/analytics-next, batching', page: 'segment-batch', path: '/v1/b', isBeacon: false },
] as const;

for (const { client, page: name, path, isBeacon } of CASES) {
  describeInBrowser(client, () => {
    let browser: Browser;
    let script: string;
    beforeAll(async () => {
      [browser, script] = await Promise.all([launchBrowser(), bundlePage(name)]);
    });
    afterAll(() => browser.close());

    test('several at once, as text: each event once, on the right person', async () => {
      const collector = await startCollector();
      const page = await openShop(browser, script, collector.url);
      const posts = listPosts(page);
      await trackAll(page, NUMBERS.slice(0, 15));
      await expectAllOnce(collector, NUMBERS.slice(0, 15));
      expect(posts.length).toBeGreaterThan(0);
      expect(posts.length).toBeLessThan(15);
      for (const post of posts) await expectText(post, { path, isBeacon });
      const profile = await collector.profile('anna');
      expect(profile.anonymousIds).toHaveLength(1);
      expect(profile).toMatchObject({ traits: { plan: 'pro' } });
    });

    // A header for the key needs a preflight, which the page may not live to see: such a client's loss, not ours.
    if (!isBeacon) return;
    test('what waits when the person leaves goes out with the page', async () => {
      const collector = await startCollector();
      const page = await openShop(browser, script, collector.url);
      await trackAll(page, NUMBERS.slice(0, 3));
      await expectAllOnce(collector, NUMBERS.slice(0, 3));
      await trackAll(page, NUMBERS.slice(3));
      await page.goto('about:blank');
      await expectAllOnce(collector, NUMBERS);
    });
  });
}

async function expectText(
  post: Request,
  { path, isBeacon }: { path: string; isBeacon: boolean },
): Promise<void> {
  const url = new URL(post.url());
  const headers = await post.allHeaders();
  expect(url.pathname).toBe(path);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect([url.searchParams.get('writeKey') === WRITE_KEY, 'authorization' in headers]).toEqual([
    isBeacon,
    !isBeacon,
  ]);
}

function listPosts(page: Page): Request[] {
  const posts: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request);
  });
  return posts;
}

async function trackAll(page: Page, numbers: readonly number[]): Promise<void> {
  await page.evaluate((all) => {
    window.client?.identify('anna', { plan: 'pro' });
    for (const n of all) window.client?.track('Report Viewed', { n });
  }, numbers);
}

async function expectAllOnce({ messages }: ListeningCollector, numbers: readonly number[]): Promise<void> {
  const tracked = async () =>
    (await messages('anna'))
      .filter(({ type }) => type === 'track')
      .map(({ properties }) => Number(properties['n']))
      .sort((a, b) => a - b);
  await expect.poll(tracked, { timeout: 40_000 }).toEqual(numbers);
}
