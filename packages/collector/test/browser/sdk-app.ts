import type { Browser, BrowserContext, LaunchOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { serveSite } from '../../../sdk/test/browser/serve-site.ts';
import { type ListeningCollector, startCollector } from '../clients/start-collector.ts';
import { WRITE_KEY } from '../http/open-collector.ts';

/** The global of the script tag, as far as these tests call it. */
export interface ArdentInPage {
  track(event: string, properties?: object): Promise<void>;
  identify(userId: string, traits?: object, options?: { userToken: string }): Promise<void>;
  reset(): Promise<void>;
  flush(): Promise<void>;
}
declare const ardent: ArdentInPage;

/** Who acts in these tests. */
export const USER = 'anna';

// A machine that is busy with other things must not fail a test; and the SDK's own pauses grow to 8 s.
const LONGEST_WAIT_MS = 40_000;

/** A site with the script tag, and its collector. */
export interface App {
  collector: Pick<ListeningCollector, 'url' | 'messages'>;
  url: string;
}

/** Opens a browser context that ends with the test. */
export type OpenContext = () => Promise<BrowserContext>;

/** A suite with one browser for all its tests. */
export function describeApp(
  name: string,
  tests: (openContext: OpenContext) => void,
  launchOptions?: LaunchOptions,
): void {
  describeInBrowser(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser(launchOptions);
    });
    afterAll(() => browser.close());
    tests(async () => {
      const context = await browser.newContext();
      onTestFinished(() => context.close());
      return context;
    });
  });
}

/** A collector of its own, and a site with the script tag, as a customer would paste it. */
export async function startApp(head = ''): Promise<App & { collector: ListeningCollector }> {
  const collector = await startCollector();
  return { collector, url: await serveApp(collector.url, head) };
}

/** Serves a site that sends to `collectorUrl`, until the test ends; returns its address. */
export async function serveApp(collectorUrl: string, head = ''): Promise<string> {
  const site = await serveSite(`<!doctype html><title>Shop</title>${head}
    <script async src="${collectorUrl}/ardent.js" data-write-key="${WRITE_KEY}" data-auto-page="off"></script>`);
  onTestFinished(() => site.stop());
  return site.url;
}

/** Opens a page of the site, in a tab of its own, and waits for the script. */
export async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await untilLoaded(page);
  return page;
}

/** Waits for the script. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => 'track' in ((window as { ardent?: object }).ardent ?? {}));
}

/** Names of events, from `Event 0` on. */
export function listNames(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `Event ${n}`);
}

/** Says who it is and does so many things, all in one turn of the page's event loop. */
export function act(page: Page, count: number, { user = USER, filler = '' } = {}): Promise<void> {
  return page.evaluate(
    (given) => {
      void ardent.identify(given.user);
      for (const event of given.events) {
        void ardent.track(event, { of: given.user, filler: given.filler });
      }
    },
    { user, filler, events: listNames(count) },
  );
}

/** Waits until every one of the events is stored, and looks that none is twice, nor another's. */
export async function expectOnce(app: App, expected: readonly string[], user: string = USER): Promise<void> {
  const enough = async () => {
    expect((await listTracked(app, user)).length).toBeGreaterThanOrEqual(expected.length);
  };
  await vi.waitFor(enough, { timeout: LONGEST_WAIT_MS, interval: 100 });
  expect((await listTracked(app, user)).map(({ event }) => event).sort()).toEqual([...expected].sort());
  for (const { properties } of await listTracked(app, user)) expect(properties).toMatchObject({ of: user });
}

/** What the user did in these tests, as stored: not how long the page was in use, which the script adds. */
export async function listTracked({ collector }: App, user: string = USER) {
  const messages = await collector.messages(user);
  return messages.filter(({ type, event }) => type === 'track' && event?.startsWith('Event '));
}
