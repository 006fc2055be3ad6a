import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { serveApp, visit } from './open-page.ts';
import { startCollector } from './start-collector.ts';

const MINUTE_MS = 60_000;

/** Lets time pass in the page, with some input every ten seconds. */
async function use(page: Page, durationMs: number): Promise<void> {
  const inputs = await page.evaluate(() =>
    Number(setInterval(() => dispatchEvent(new Event('scroll')), 10_000)),
  );
  await page.clock.runFor(durationMs);
  await page.evaluate((timer) => clearInterval(timer), inputs);
}

/** Says that another window, or tab, has the focus: a headless browser calls every page focused. */
function blur(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.hasFocus = () => false;
  });
}

describeInBrowser('the time in use that is recorded when a page is left', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  /** The seconds that were recorded, once the page was left; its clock moves only as told. */
  async function measure(spend: (page: Page) => Promise<void>): Promise<number> {
    const collector = await startCollector();
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await collector.stop();
    });
    const now = Date.now();
    await context.clock.install({ time: now - 1_000 });
    await context.clock.pauseAt(now);
    const page = await visit(context, await serveApp(collector, { attributes: 'data-auto-page="off"' }));
    await spend(page);
    await page.goto('about:blank');
    const engaged = () => collector.events().filter(({ event }) => event === 'Page Engaged');
    await vi.waitFor(() => expect(engaged()).toHaveLength(1), 20_000);
    return Number(engaged()[0]?.properties?.['seconds']);
  }

  it('is as long as the page was used', async () => {
    expect(await measure((page) => use(page, MINUTE_MS))).toBe(60);
  });

  it('leaves out what comes 30 seconds after the last input', async () => {
    const seconds = await measure(async (page) => {
      await use(page, MINUTE_MS);
      await page.clock.runFor(10 * MINUTE_MS);
    });
    expect(seconds).toBeGreaterThanOrEqual(88);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it('leaves out the time without focus', async () => {
    const seconds = await measure(async (page) => {
      await use(page, MINUTE_MS);
      await blur(page);
      await use(page, MINUTE_MS);
    });
    expect(seconds).toBe(60);
  });

  it('is an hour at most', async () => {
    expect(await measure((page) => use(page, 90 * MINUTE_MS))).toBe(3_600);
  });
});
