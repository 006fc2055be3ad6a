import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type ArdentInPage, serveApp } from './open-page.ts';
import { type Collector, startCollector } from './start-collector.ts';

declare const ardent: ArdentInPage;

const script = (code: string) => `<script>${code}</script>`;
const refuse = (name: string) =>
  `Object.defineProperty(window, '${name}', { get() { throw new DOMException('refused', 'SecurityError'); } });`;

const LONGEST_WAIT_MS = 40_000;

/** Pages that break what a script may rely on, and whether events can still be delivered. */
const PAGES: [name: string, code: string, isDelivered: boolean][] = [
  ['refuses all storage', refuse('localStorage') + refuse('indexedDB') + refuse('sessionStorage'), true],
  [
    'has cookies that throw',
    `Object.defineProperty(document, 'cookie', { get() { throw new Error('no'); } });`,
    true,
  ],
  [
    'has a full localStorage',
    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
    true,
  ],
  [
    'has an IndexedDB that fails to open',
    `IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };`,
    true,
  ],
  ['has no Web Locks', `Object.defineProperty(navigator, 'locks', { value: undefined });`, true],
  [
    'refuses Web Locks',
    `navigator.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));`,
    true,
  ],
  ['refuses the Navigation API', refuse('navigation'), true],
  ['throws at Web Locks', `navigator.locks.request = () => { throw new Error('no'); };`, true],
  ['has no crypto', `Object.defineProperty(window, 'crypto', { value: undefined });`, true],
  [
    'has a polluted prototype',
    `Object.prototype.polluted = 'yes'; Object.prototype.consentish = () => {};`,
    true,
  ],
  [
    'has frozen prototypes',
    `for (const type of [Object, Array, Promise, Map, Set, String]) Object.freeze(type.prototype);`,
    true,
  ],
  ['has a fetch that throws', `window.fetch = () => { throw new Error('no'); };`, false],
  ['has a fetch that rejects', `window.fetch = () => Promise.reject('no');`, false],
  ['has a fetch that never answers', `window.fetch = () => new Promise(() => {});`, false],
  ['has a fetch that answers nonsense', `window.fetch = async () => undefined;`, false],
  ['froze its window', `Object.freeze(Object.prototype); window.ardent = Object.freeze({});`, false],
];

describeInBrowser('the script says nothing and breaks nothing', () => {
  let browser: Browser;
  let context: BrowserContext;
  let collector: Collector;
  beforeAll(async () => {
    browser = await launchBrowser({ args: ['--host-resolver-rules=MAP shop.test 127.0.0.1'] });
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

  const expectLastOnce = () =>
    expect(collector.events().filter(({ event }) => event === 'Last')).toHaveLength(1);

  /** Opens a page, tracks whatever a page may hand over, and returns all that the console and the page heard of it. */
  async function misuse(url: string): Promise<string[]> {
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(100);
    await page.evaluate(async () => {
      if (typeof window.ardent?.track !== 'function') return;
      const circular: Record<string, unknown> = { n: 1 };
      circular['self'] = circular;
      const things: unknown[] = [
        circular,
        { big: 10n, call() {}, symbol: Symbol('s'), at: new Date(), bad: new Date(Number.NaN) },
        { node: document.body, window, event: new Event('x') },
        {
          get broken() {
            throw new Error('getter');
          },
        },
        {
          toJSON() {
            throw new Error('toJSON');
          },
        },
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('proxy');
            },
          },
        ),
        JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": 2}}'),
        null,
        undefined,
        7,
        'text',
        [],
        Symbol('s'),
        () => {},
      ];
      for (const thing of things) {
        const anything = thing as never;
        ardent.track('Thing', anything, anything);
        ardent.track(anything, anything);
        ardent.page(anything, anything, anything);
        ardent.identify(anything, anything);
        ardent.group(anything, anything);
        ardent.alias(anything, anything);
        ardent.onScore(anything)();
      }
      ardent.track('Long', { text: 'x'.repeat(1e7) });
      ardent.track('Timed', {}, { timestamp: 'never' });
      ardent.reset();
      ardent.track('Last');
      await Promise.race([ardent.flush(), new Promise((resolve) => setTimeout(resolve, 500))]);
    });
    return heard;
  }

  it.each(PAGES)('in a page that %s', async (_name, code, isDelivered) => {
    const heard = await misuse(await serveApp(collector, { head: script(code) }));
    if (isDelivered) await vi.waitFor(expectLastOnce, LONGEST_WAIT_MS);
    else expect(collector.events()).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('and what a page says itself is heard, as a check of this suite', async () => {
    const heard = await misuse(
      await serveApp(collector, {
        head: script(
          `console.info('said'); Promise.reject(new Error('rejected')); throw new Error('thrown');`,
        ),
      }),
    );
    expect(heard.sort()).toEqual(['Error: rejected', 'Error: thrown', 'said']);
  });

  it('under a strict Content-Security-Policy, which it needs no exception from', async () => {
    const policy = `default-src 'none'; script-src ${collector.url}; connect-src ${collector.url}`;
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    await page.goto(await serveApp(collector, { head, body: '' }));
    await page.waitForFunction(() => window.ardent?.flush);
    await page.evaluate(() => ardent.flush());
    expect(collector.events()).toHaveLength(1);
    // The test page's own style attribute is what the policy refuses.
    expect(heard.filter((text) => !/style/.test(text))).toEqual([]);
  });

  it('on an insecure origin, which has neither Web Locks nor much of crypto', async () => {
    const url = (await serveApp(collector)).replace('127.0.0.1', 'shop.test');
    expect(await misuse(url)).toEqual([]);
    expect(await context.pages()[0]?.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([
      false,
      false,
    ]);
    await vi.waitFor(expectLastOnce, LONGEST_WAIT_MS);
  });

  it('in a sandboxed frame', async () => {
    const url = await serveApp(collector);
    const outer = await serveApp(collector, {
      attributes: 'data-auto-page="off"',
      body: `<iframe sandbox="allow-scripts" src="${url}/framed"></iframe>`,
    });
    expect(await misuse(outer)).toEqual([]);
    const frame = context.pages()[0]?.frames()[1];
    await frame?.waitForFunction(() => window.ardent?.flush);
    await frame?.evaluate(() => ardent.flush());
    expect(collector.events()).toContainEqual(
      expect.objectContaining({
        type: 'page',
        context: expect.objectContaining({ page: expect.objectContaining({ path: '/framed' }) }),
      }),
    );
  });

  it('loaded twice, it records once', async () => {
    const again = `<script src="${collector.url}/ardent.js" data-write-key="${collector.writeKey}"></script>`;
    expect(await misuse(await serveApp(collector, { head: again }))).toEqual([]);
    await vi.waitFor(expectLastOnce, LONGEST_WAIT_MS);
  });
});
