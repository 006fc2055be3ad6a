import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type ArdentInPage, serveApp, untilLoaded, visit } from './open-page.ts';
import { type Collector, startCollector } from './start-collector.ts';

declare const ardent: ArdentInPage;

const CONSENT = { attributes: 'data-consent="required" data-auto-page="off"' };
const NO_PAGES = { attributes: 'data-auto-page="off"' };
const GPC =
  '<script>Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true })</script>';

describeInBrowser('what the script tag keeps and sends depends on consent', () => {
  let browser: Browser;
  let context: BrowserContext;
  let collector: Collector;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    collector = await startCollector();
    context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await collector.stop();
    });
  });

  /** What the page has stored: databases with a row or more, localStorage, cookies. */
  const stored = (page: Page) =>
    page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return { databases: databases.length, local: { ...localStorage }, cookies: document.cookie };
    });
  // Without the time in use: on a busy machine a page is open for long enough to have some.
  const tracked = () =>
    collector.events().filter(({ type, event }) => type === 'track' && event !== 'Page Engaged');

  it('required: nothing is stored or sent before optIn, and all of it after', async () => {
    const page = await visit(context, await serveApp(collector, CONSENT));
    await page.evaluate(() => {
      ardent.identify('u1');
      ardent.track('Before');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });
    await page.waitForTimeout(300);
    expect(await stored(page)).toEqual({ databases: 0, local: {}, cookies: '' });
    expect(collector.events()).toEqual([]);
    await page.evaluate(async () => {
      ardent.optIn();
      ardent.track('After');
      await ardent.flush();
    });
    expect(tracked().map(({ event, userId }) => [event, userId])).toEqual([
      ['Before', 'u1'],
      ['After', 'u1'],
    ]);
    await page.reload();
    await untilLoaded(page);
    await page.evaluate(() => {
      ardent.track('On the next page');
      return ardent.flush();
    });
    expect(tracked()).toHaveLength(3);
  });

  it('required and refused: nothing is sent, nor kept but the refusal', async () => {
    const page = await visit(context, await serveApp(collector, CONSENT));
    await page.evaluate(async () => {
      ardent.track('Before');
      ardent.optOut();
      ardent.track('After');
      await ardent.flush();
    });
    const { local } = await stored(page);
    expect(Object.values(local).map((text) => JSON.parse(text))).toEqual([
      { optedIn: false, changedAt: expect.any(Number) },
    ]);
    expect(collector.events()).toEqual([]);
  });

  it('optOut deletes queue and ids, tells the collector once, and lasts', async () => {
    const page = await visit(context, await serveApp(collector, NO_PAGES));
    await page.evaluate(async () => {
      ardent.identify('u1');
      ardent.track('Sent');
      await ardent.flush();
      ardent.track('Deleted');
      ardent.optOut();
      ardent.optOut();
      ardent.track('Ignored');
      await ardent.flush();
    });
    await page.reload();
    await untilLoaded(page);
    await page.evaluate(async () => {
      ardent.identify('u1');
      ardent.track('Ignored');
      ardent.optOut();
      await ardent.flush();
    });
    expect(tracked().map(({ event }) => event)).toEqual(['Sent']);
    const told = collector.events().filter((message) => message.context?.['optOut'] !== undefined);
    expect(told).toMatchObject([{ type: 'identify', userId: 'u1', context: { optOut: true } }]);
    const { local } = await stored(page);
    expect(JSON.stringify(local)).not.toMatch(/u1|anonymousId/);
  });

  it('optIn takes it back, for the person whom the page names', async () => {
    const page = await visit(context, await serveApp(collector, NO_PAGES));
    await page.evaluate(async () => {
      ardent.optOut();
      await ardent.flush();
      ardent.identify('u1');
      ardent.optIn();
      ardent.track('Again');
      await ardent.flush();
    });
    expect(collector.events().at(-2)).toMatchObject({
      type: 'identify',
      userId: 'u1',
      context: { optOut: false },
    });
    expect(tracked().map(({ event, userId }) => [event, userId])).toEqual([['Again', 'u1']]);
  });

  it('Global Privacy Control: no referrer and no campaign, but the events', async () => {
    const url = await serveApp(collector, { head: GPC });
    const page = await visit(context, `${url}/?utm_source=mail`);
    await page.evaluate(() => ardent.flush());
    const [view] = collector.events();
    expect(view).toMatchObject({ type: 'page', context: { page: { path: '/', referrer: '' } } });
    expect(view?.context?.['campaign']).toEqual({});
  });

  it('Global Privacy Control and data-gpc="optOut": nothing at all', async () => {
    const page = await visit(
      context,
      await serveApp(collector, { head: GPC, attributes: 'data-gpc="optOut"' }),
    );
    await page.evaluate(async () => {
      ardent.track('A');
      await ardent.flush();
    });
    expect(collector.events()).toEqual([]);
    expect(await stored(page)).toEqual({ databases: 0, local: {}, cookies: '' });
  });

  it('data-storage="none": events are sent, and nothing is kept', async () => {
    const page = await visit(context, await serveApp(collector, { attributes: 'data-storage="none"' }));
    await page.evaluate(async () => {
      ardent.track('A');
      await ardent.flush();
    });
    expect(tracked()).toHaveLength(1);
    expect(await stored(page)).toEqual({ databases: 0, local: {}, cookies: '' });
  });

  it('no cookies ever, and IndexedDB is empty of events once they are delivered', async () => {
    const page = await visit(context, await serveApp(collector));
    await page.evaluate(() => ardent.flush());
    await vi.waitFor(async () => {
      const keys = await page.evaluate(
        () =>
          new Promise((resolve) => {
            const opening = indexedDB.open(Object.keys(localStorage)[0] ?? '');
            opening.onsuccess = () => {
              const reading = opening.result.transaction('rows').objectStore('rows').getAllKeys();
              reading.onsuccess = () => resolve(reading.result);
            };
          }),
      );
      expect(keys).toEqual(['state']);
    }, 20_000);
    expect((await stored(page)).cookies).toBe('');
  });
});
