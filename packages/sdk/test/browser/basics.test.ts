import '../../src/ardent-global.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type Site, serveSite } from './serve-site.ts';
import { type Collector, startCollector } from './start-collector.ts';

describeInBrowser('the script tag', () => {
  let browser: Browser;
  let collector: Collector;
  let site: Site;
  beforeAll(async () => {
    browser = await launchBrowser();
    collector = await startCollector();
    site = await serveSite(`<!doctype html><title>Shop</title><h1>Shop</h1>
      <script async src="${collector.url}/ardent.js" data-write-key="${collector.writeKey}"></script>`);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([collector.stop(), site.stop()]);
  });

  it('records page, track, identify and group', async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'track' in (window.ardent ?? {}));
    await page.evaluate(async () => {
      const { ardent = {} } = window;
      ardent.track?.('Report Viewed', { report: 7 });
      ardent.identify?.('u1', { plan: 'pro' });
      ardent.group?.('acme', { seats: 5 });
      await ardent.flush?.();
    });
    expect(collector.events().map(({ type }) => type)).toEqual(['page', 'track', 'identify', 'group']);
  });
});
