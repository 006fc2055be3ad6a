import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type ArdentInPage, serveApp, untilLoaded } from './open-page.ts';
import { startCollector } from './start-collector.ts';

declare const ardent: ArdentInPage;

const MINUTE_MS = 60_000;

const track = (page: Page, event: string) =>
  page.evaluate((name) => {
    ardent.track(name);
    return ardent.flush();
  }, event);

describeInBrowser('the session of what the script tag records', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('ends after 30 minutes without events, and keeps the referrer and campaign that it began with', async () => {
    const collector = await startCollector();
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await collector.stop();
    });
    const page = await context.newPage();
    const url = await serveApp(collector, { attributes: 'data-auto-page="off"' });
    const startedAt = Date.now();
    const visitAt = async (minutes: number, path: string, referer: string) => {
      await context.clock.setSystemTime(startedAt + minutes * MINUTE_MS);
      await page.goto(url + path, { referer });
      await untilLoaded(page);
    };
    await visitAt(0, '/?utm_source=mail', 'https://search.example/');
    await track(page, 'First');
    await visitAt(25, '/next?utm_source=other', 'https://other.example/');
    await track(page, '25 minutes later');
    await visitAt(50, '/next', url);
    await track(page, '25 more minutes later');
    await context.clock.setSystemTime(startedAt + 85 * MINUTE_MS);
    await track(page, '35 more minutes later');

    const events = collector
      .events()
      .filter(({ type, event }) => type === 'track' && event !== 'Page Engaged');
    const [first, ...later] = events.map(({ context: stamps }) => stamps);
    expect(first).toMatchObject({
      sessionId: expect.any(String),
      sessionStart: expect.any(Number),
      campaign: { source: 'mail' },
      page: { referrer: 'https://search.example/' },
    });
    const { sessionId, sessionStart, campaign } = first ?? {};
    expect(Math.abs(Number(sessionStart) - startedAt)).toBeLessThan(MINUTE_MS);
    const referrer = 'https://search.example/';
    const same = { sessionId, sessionStart, campaign, page: { referrer } };
    expect(later.slice(0, 2)).toMatchObject([same, same]);

    const fresh = later[2];
    expect(fresh?.['sessionId']).not.toBe(sessionId);
    expect(Number(fresh?.['sessionStart']) - Number(sessionStart)).toBeGreaterThan(84 * MINUTE_MS);
    expect(fresh?.['campaign']).toEqual({});
    expect(fresh?.['page']).toMatchObject({ referrer: '' });
    expect(events).toHaveLength(4);
  });
});
