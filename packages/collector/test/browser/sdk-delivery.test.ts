import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import {
  describeInBrowser,
  launchBrowser,
  launchKillableBrowser,
} from '../../../sdk/test/browser/launch-browser.ts';
import { serveSite } from '../../../sdk/test/browser/serve-site.ts';
import { type ListeningCollector, startCollector } from '../clients/start-collector.ts';
import { startProxy } from '../clients/start-proxy.ts';
import { temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';

/** The global of the script tag, as far as these tests call it. */
interface ArdentInPage {
  track(event: string, properties?: object): void;
  identify(userId: string): void;
  reset(): void;
  flush(): Promise<void>;
}
declare const ardent: ArdentInPage;

const USER = 'anna';
const TEN = Array.from({ length: 10 }, (_, n) => `Event ${n}`);

interface App {
  collector: ListeningCollector;
  url: string;
}

/** A site with the script tag, as a customer would paste it, and a collector of its own. */
async function startApp({ proxyUrl, head = '' }: { proxyUrl?: string; head?: string } = {}): Promise<App> {
  const collector = await startCollector();
  return { collector, url: await serveApp(proxyUrl ?? collector.url, head) };
}

async function serveApp(collectorUrl: string, head = ''): Promise<string> {
  const site = await serveSite(`<!doctype html><title>Shop</title>${head}
    <script async src="${collectorUrl}/ardent.js" data-write-key="${WRITE_KEY}" data-auto-page="off"></script>`);
  onTestFinished(() => site.stop());
  return site.url;
}

async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'track' in ((window as { ardent?: object }).ardent ?? {}));
  return page;
}

/** Says who it is and does ten things, all in one turn of the page's event loop. */
function actTenTimes(page: Page, user: string = USER): Promise<void> {
  return page.evaluate(
    ({ userId, events }) => {
      ardent.identify(userId);
      for (const event of events) ardent.track(event, { of: userId });
    },
    { userId: user, events: TEN },
  );
}

/** The names of the user's tracked events as stored, in alphabetical order. */
async function listTracked({ collector }: App, user: string): Promise<(string | null)[]> {
  const messages = await collector.messages(user);
  return messages
    .filter(({ type }) => type === 'track')
    .map(({ event }) => event)
    .sort();
}

/** Waits until every one of the events is stored, and looks that none is twice, nor anything else there. */
async function expectOnce(app: App, expected: readonly string[], user: string = USER): Promise<void> {
  const enough = async () =>
    expect((await listTracked(app, user)).length).toBeGreaterThanOrEqual(expected.length);
  await vi.waitFor(enough, 20_000);
  expect(await listTracked(app, user)).toEqual([...expected].sort());
}

describeInBrowser('what the script tag recorded is stored once', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function openContext(): Promise<BrowserContext> {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return context;
  }

  it('when the tab is closed 30 ms later', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await actTenTimes(page);
    await sleep(30);
    await page.close({ runBeforeUnload: true });
    await visit(context, app.url);
    await expectOnce(app, TEN);
  });

  it('when the page is left 30 ms later', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await actTenTimes(page);
    await sleep(30);
    await page.goto(`${app.url}/next`);
    await expectOnce(app, TEN);
  });

  it('when the collector is down until after a reload', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await app.collector.stop();
    await actTenTimes(page);
    await page.evaluate(() => ardent.flush());
    await app.collector.startAgain();
    await page.reload();
    await expectOnce(app, TEN);
  });

  it('when 400 events are followed by the close at once', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await page.evaluate((userId) => {
      ardent.identify(userId);
      for (let n = 0; n < 400; n++) ardent.track(`Event ${n}`, { filler: 'x'.repeat(200) });
    }, USER);
    await page.close({ runBeforeUnload: true });
    await visit(context, app.url);
    await expectOnce(
      app,
      Array.from({ length: 400 }, (_, n) => `Event ${n}`),
    );
  });

  it('from five tabs at once', async () => {
    const app = await startApp();
    const context = await openContext();
    const pages = await Promise.all([1, 2, 3, 4, 5].map(() => visit(context, app.url)));
    await Promise.all(pages.map((page) => actTenTimes(page)));
    await expectOnce(
      app,
      pages.flatMap(() => TEN),
    );
  });

  it.each(['500 after', 'cut after', 'cut before', '429'] as const)(
    'through answers that are lost: %s',
    async (fault) => {
      const collector = await startCollector();
      const proxy = await startProxy(collector.url, fault, 2);
      const app = { collector, url: await serveApp(proxy.url) };
      const page = await visit(await openContext(), app.url);
      await actTenTimes(page);
      await vi.waitFor(() => expect(proxy.failed()).toBe(2), 20_000);
      await page.evaluate(() => ardent.flush());
      await expectOnce(app, TEN);
    },
  );

  it('to each of two people at one computer what is theirs', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await actTenTimes(page, 'anna');
    await page.evaluate(() => ardent.reset());
    await actTenTimes(page, 'ben');
    for (const user of ['anna', 'ben']) {
      await expectOnce(app, TEN, user);
      const events = await app.collector.messages(user);
      const tracks = events.filter(({ type }) => type === 'track');
      expect(new Set(tracks.map(({ properties }) => properties['of']))).toEqual(new Set([user]));
    }
  });

  it('where the page refuses all storage, and without a word', async () => {
    const refuse = `<script>for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });</script>`;
    const app = await startApp({ head: refuse });
    const page = await (await openContext()).newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(app.url);
    await page.waitForFunction(() => 'track' in ((window as { ardent?: object }).ardent ?? {}));
    await actTenTimes(page);
    await expectOnce(app, TEN);
    expect(said.filter((text) => !text.includes('favicon'))).toEqual([]);
  });

  /** Acts, kills the browser after so long, and opens it again. */
  async function killAfter(app: App, delayMs: number): Promise<void> {
    const folder = temporaryFolder();
    const first = await launchKillableBrowser(folder);
    const page = await visit(first.context, app.url);
    await actTenTimes(page);
    await sleep(delayMs);
    await first.kill();
    const second = await launchKillableBrowser(folder);
    onTestFinished(() => second.close());
    await visit(second.context, app.url);
  }

  it.each([20, 50])('when the browser is killed %i ms later and opened again', async (delayMs) => {
    const app = await startApp();
    await killAfter(app, delayMs);
    await expectOnce(app, TEN);
  });

  // The page's process hands what it keeps to the browser's; on busy cores a kill of both can come before that.
  it.each([0, 5])('or not at all, when the browser is killed within %i ms', async (delayMs) => {
    const app = await startApp();
    await killAfter(app, delayMs);
    await expectOnce(app, TEN).catch(async () => expect(await listTracked(app, USER)).toEqual([]));
  });
});
