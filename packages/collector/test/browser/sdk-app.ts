import type { Browser, BrowserContext, LaunchOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { serveSite } from '../../../sdk/test/browser/serve-site.ts';
import type { EventJson } from '../../src/http/json/event-json.ts';
import { type ListeningCollector, startCollector } from '../clients/start-collector.ts';
import { SECRET_KEY, WRITE_KEY } from '../http/open-collector.ts';

/** The global of the script tag, as far as these tests call it. */
export interface ArdentInPage {
  track(event: string, properties?: object): Promise<void>;
  identify(userId: string, traits?: object, options?: { userToken: string }): Promise<void>;
  reset(): Promise<void>;
  flush(): Promise<void>;
  score(): Promise<{ rounded: number; band: string } | undefined>;
  onScore(callback: (score: { rounded: number; band: string }) => void): () => void;
}
declare const ardent: ArdentInPage;

/** Who acts in these tests. */
export const USER = 'anna';

// A machine that is busy with other things must not fail a test; and the SDK's own pauses grow to 8 s.
const LONGEST_WAIT_MS = 40_000;

/** A site with the script tag, and its collector. */
export interface App {
  url: string;
  collectorUrl: string;
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
  return { collector, collectorUrl: collector.url, url: await serveApp(collector.url, head) };
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

/** From here on, nothing that the page sends arrives. */
export function cutOff(page: Page): Promise<unknown> {
  return page.route('**/v1/**', (route) => route.abort());
}

/** The numbers from 0 to below `count`: what tells the events of these tests apart. */
export function listNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Says who it is and does so many things, all in one turn of the page's event loop. */
export function act(page: Page, count: number, { user = USER, filler = '' } = {}): Promise<void> {
  return page.evaluate(
    (given) => {
      void ardent.identify(given.user);
      for (let n = 0; n < given.count; n++) {
        void ardent.track('Acted', { n, of: given.user, filler: given.filler });
      }
    },
    { user, filler, count },
  );
}

/** Waits until every one of the events is stored, and looks that none is twice, nor another's. */
export async function expectOnce(app: App, expected: readonly number[], user: string = USER): Promise<void> {
  const enough = async () => {
    expect((await listActed(app, user)).length).toBeGreaterThanOrEqual(expected.length);
  };
  await vi.waitFor(enough, { timeout: LONGEST_WAIT_MS, interval: 200 });
  const acted = await listActed(app, user);
  expect(toNumbers(acted)).toEqual([...expected].sort((a, b) => a - b));
  for (const { properties } of acted) expect(properties).toMatchObject({ of: user });
}

/** The numbers of events, in order. */
export function toNumbers(events: EventJson[]): number[] {
  return events.map(({ properties }) => Number(properties['n'])).sort((a, b) => a - b);
}

/** What the user did in these tests, as stored. */
export async function listActed({ collectorUrl }: App, user: string = USER): Promise<EventJson[]> {
  const messages: EventJson[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = `limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const response = await fetch(`${collectorUrl}/v1/profiles/${user}/events?${query}`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    if (response.status === 404) return [];
    const page = (await response.json()) as { data: EventJson[]; nextCursor: string | null };
    messages.push(...page.data);
    cursor = page.nextCursor;
  }
  return messages.filter(({ event }) => event === 'Acted');
}

/** How many events wait in the browser's storage, as a page of the site sees it. */
export function countWaiting(page: Page): Promise<number> {
  return page.evaluate(async (name) => {
    const answerOf = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answerOf(indexedDB.open(name));
    const keys = await answerOf(database.transaction('rows').objectStore('rows').getAllKeys());
    database.close();
    return keys.filter((key) => key !== 'state').length;
  }, `ardent-${WRITE_KEY}`);
}
