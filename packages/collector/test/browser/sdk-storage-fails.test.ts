import type { BrowserContext, Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { WRITE_KEY } from '../http/open-collector.ts';
import {
  type App,
  type ArdentInPage,
  act,
  countWaiting,
  describeApp,
  expectOnce,
  listNumbers,
  startApp,
  untilLoaded,
} from './sdk-app.ts';

declare const ardent: ArdentInPage;

const DATABASE = `ardent-${WRITE_KEY}`;

/** What breaks the storage of a page whose SDK has used it: as the browser, another script or another tab would. */
const FAULTS: [name: string, breakIt: (page: Page, context: BrowserContext, app: App) => Promise<unknown>][] =
  [
    ["the person clears the site's data", clearData('all')],
    ['the browser closes the database', clearData('indexeddb')],
    [
      'the browser closes the database, and there is none any more',
      async (page, context, app) => {
        await clearData('indexeddb')(page, context, app);
        await page.evaluate(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
      },
    ],
    [
      'the browser closes the database, and opening it fails a moment later',
      async (page, context, app) => {
        await clearData('indexeddb')(page, context, app);
        await page.evaluate((name) => {
          // A version lower than the stored one is refused, when the request is answered.
          const open = indexedDB.open.bind(indexedDB);
          IDBFactory.prototype.open = () => open(name, 1);
          return new Promise((resolve) => {
            open(name, 2).onsuccess = resolve;
          });
        }, DATABASE);
      },
    ],
    [
      'another tab deletes the database',
      async (_page, context, app) => {
        const other = await context.newPage();
        await other.goto(`${app.url}/other`);
        await other.evaluate((name) => void indexedDB.deleteDatabase(name), DATABASE);
      },
    ],
    [
      'each transaction is aborted',
      (page) =>
        page.evaluate(() => {
          const { put } = IDBObjectStore.prototype;
          IDBObjectStore.prototype.put = function (...given) {
            const request = put.apply(this, given);
            this.transaction.abort();
            return request;
          };
        }),
    ],
    [
      'each transaction is refused',
      (page) =>
        page.evaluate(() => {
          IDBDatabase.prototype.transaction = () => {
            throw new DOMException('closing', 'InvalidStateError');
          };
        }),
    ],
  ];

function clearData(storageTypes: string) {
  return async (page: Page, context: BrowserContext, { url }: App) => {
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes });
  };
}

describeApp('what the script tag recorded is stored once, and nothing is said', (openContext) => {
  /** A page with the script, and what its console and its error handlers hear. */
  async function open(app: App, context: BrowserContext): Promise<{ page: Page; heard: string[] }> {
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(app.url);
    await untilLoaded(page);
    return { page, heard };
  }

  it.each(FAULTS)('when, in mid-course, %s', async (_name, breakIt) => {
    const app = await startApp();
    const context = await openContext();
    const { page, heard } = await open(app, context);
    await page.evaluate(async () => {
      void ardent.track('Before');
      await ardent.flush();
    });
    await breakIt(page, context, app);
    await act(page, 10);
    await page.evaluate(() => ardent.flush());
    await expectOnce(app, listNumbers(10));
    expect(heard).toEqual([]);
  });

  it('when another script has made a database of that name', async () => {
    const app = await startApp(`<script>indexedDB.open('${DATABASE}')</script>`);
    const { page, heard } = await open(app, await openContext());
    await act(page, 10);
    await page.evaluate(() => ardent.flush());
    await expectOnce(app, listNumbers(10));
    expect(heard).toEqual([]);
  });

  it('when the database never opens: once the page is left', async () => {
    const app = await startApp('<script>IDBFactory.prototype.open = () => ({})</script>');
    const { page, heard } = await open(app, await openContext());
    await act(page, 10);
    await page.goto(`${app.collectorUrl}/healthz`);
    await expectOnce(app, listNumbers(10));
    expect(heard).toEqual([]);
  });

  it('and events are kept again, when the database can be opened again', async () => {
    const app = await startApp();
    const context = await openContext();
    const { page } = await open(app, context);
    await page.evaluate(() => ardent.flush());
    await clearData('indexeddb')(page, context, app);
    await context.setOffline(true);
    await page.evaluate(() => ardent.track('Finds it closed'));
    await vi.waitFor(async () => {
      await page.evaluate(() => ardent.track('Kept'));
      expect(await countWaiting(page)).toBeGreaterThan(0);
    }, 20_000);
  });
});
