import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from './launch-browser.ts';
import { type ArdentInPage, serveApp, untilLoaded, visit } from './open-page.ts';
import { readStub } from './read-stub.ts';
import { type Collector, startCollector } from './start-collector.ts';

declare const ardent: ArdentInPage;

describeInBrowser('what the script tag records', () => {
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

  const flush = (page: Page) => page.evaluate(() => ardent.flush());
  const events = (event: string) => collector.events().filter((message) => message.event === event);
  const pages = () => collector.events().filter(({ type }) => type === 'page');

  it('a page view on load, with page, session, locale, time zone and library', async () => {
    const page = await visit(
      context,
      `${await serveApp(collector)}/a?utm_source=mail&utm_campaign=spring&token=secret`,
    );
    await flush(page);
    const [view] = pages();
    expect(view?.context).toMatchObject({
      page: { path: '/a', title: 'Shop' },
      campaign: { source: 'mail', name: 'spring' },
      library: { name: 'ardent.js', version: '0.1.0' },
      timezone: expect.any(String),
      locale: expect.any(String),
      sessionId: expect.stringMatching(/^[\da-f-]{36}$/),
      sessionStart: expect.any(Number),
    });
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  it('a page view for each new path of a single-page app, with its title, and none for the same path', async () => {
    const page = await visit(context, `${await serveApp(collector)}/one`);
    await page.evaluate(async () => {
      const turn = () => new Promise((resolve) => setTimeout(resolve, 20));
      history.pushState({}, '', '/two');
      document.title = 'Two';
      await turn();
      history.replaceState({}, '', '/two?tab=1#x');
      await turn();
      history.back();
      await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
      document.title = 'One';
      await turn();
    });
    await flush(page);
    expect(pages().map((view) => view.context?.['page'])).toMatchObject([
      { path: '/one', title: 'Shop' },
      { path: '/two', title: 'Two' },
      { path: '/one', title: 'One' },
    ]);
  });

  it('the same without the Navigation API', async () => {
    const head = '<script>Object.defineProperty(window, "navigation", { value: undefined })</script>';
    const page = await visit(context, `${await serveApp(collector, { head })}/one`);
    await page.evaluate(() => history.pushState({}, '', '/two'));
    await vi.waitFor(async () => {
      await flush(page);
      expect(pages().map((view) => view.context?.['page'])).toMatchObject([
        { path: '/one' },
        { path: '/two' },
      ]);
    }, 20_000);
  });

  it('no page view by itself with data-auto-page="off"', async () => {
    const page = await visit(context, await serveApp(collector, { attributes: 'data-auto-page="off"' }));
    await page.evaluate(async () => {
      history.pushState({}, '', '/two');
      await new Promise((resolve) => setTimeout(resolve, 20));
      ardent.page('Two', { tab: 1 });
      await ardent.flush();
    });
    expect(pages()).toMatchObject([{ name: 'Two', properties: { tab: 1 } }]);
  });

  it('clicks and submits that the markup names, and no values of inputs', async () => {
    const page = await visit(
      context,
      await serveApp(collector, {
        body: `<button data-ardent-event="Plan Chosen" data-ardent-prop-plan="pro"><b id="b">Pro</b></button>
          <form data-ardent-event="Searched" action="javascript:void 0"><input id="i" name="q"><button id="go">Go</button></form>`,
      }),
    );
    await page.click('#b');
    await page.fill('#i', 'my secret');
    await page.click('#go');
    await flush(page);
    const tracked = collector.events().filter(({ type }) => type === 'track');
    expect(tracked.map(({ event, properties }) => [event, properties])).toEqual([
      ['Plan Chosen', { plan: 'pro' }],
      ['Searched', {}],
    ]);
    expect(JSON.stringify(collector.events())).not.toContain('my secret');
  });

  it('the time that a page is in use, when it is left, about the page that was left', async () => {
    const url = await serveApp(collector);
    const openedAt = performance.now();
    const page = await visit(context, `${url}/read`);
    for (let n = 0; n < 6; n++) {
      await page.mouse.move(10 + n, 10);
      await page.waitForTimeout(500);
    }
    await page.goto(`${url}/next`);
    await untilLoaded(page);
    const openForMs = performance.now() - openedAt;
    await vi.waitFor(() => expect(events('Page Engaged')).toHaveLength(1), 20_000);
    const [engaged] = events('Page Engaged');
    expect(Number(engaged?.properties?.['seconds'])).toBeGreaterThanOrEqual(2);
    expect(Number(engaged?.properties?.['seconds'])).toBeLessThanOrEqual(Math.ceil(openForMs / 1000));
    expect(engaged?.context?.['page']).toMatchObject({ path: '/read' });
  });

  it('calls made before the script came, each with its time and page, and hands results on', async () => {
    const stub = `<script>${readStub()}</script>
      <script>ardent.identify('u1'); ardent.track('Early', { n: 1 });
        window.flushed = ardent.flush(); window.scored = ardent.score();
        window.off = ardent.onScore(() => {});</script>`;
    const page = await visit(context, `${await serveApp(collector, { head: stub })}/early`);
    expect(
      await page.evaluate(async () => {
        const early = window as unknown as {
          flushed: Promise<void>;
          scored: Promise<unknown>;
          off: () => void;
        };
        await early.flushed;
        early.off();
        return typeof (await early.scored);
      }),
    ).toBe('undefined');
    expect(collector.events().map(({ type, userId }) => [type, userId])).toEqual([
      ['identify', 'u1'],
      ['track', 'u1'],
      ['page', 'u1'],
    ]);
    const [identify, , view] = collector.events();
    expect(Date.parse(`${identify?.timestamp}`)).toBeLessThanOrEqual(Date.parse(`${view?.timestamp}`));
  });

  it('by ardent.init, called before or after the script came, and then once', async () => {
    const url = await serveApp({ ...collector, writeKey: '' }, { head: `<script>${readStub()}</script>` });
    const page = await context.newPage();
    await page.goto(url);
    await page.evaluate(
      ({ host, writeKey }) => {
        ardent.init({ host, writeKey, autoPage: 'off' });
        ardent.init({ host, writeKey: 'another', autoPage: 'off' });
        ardent.track('A');
      },
      { host: collector.url, writeKey: collector.writeKey },
    );
    await untilLoaded(page);
    await flush(page);
    expect(collector.events().map(({ event }) => event)).toEqual(['A']);
  });

  it('who the person is, across pages and tabs; on reset somebody new', async () => {
    const url = await serveApp(collector, { attributes: 'data-auto-page="off"' });
    const first = await visit(context, url);
    const second = await visit(context, url);
    await first.evaluate(async () => {
      ardent.track('Before');
      ardent.identify('u1', { plan: 'pro' });
      ardent.group('acme', { size: 5 });
      await ardent.flush();
    });
    await second.evaluate(async () => {
      ardent.track('In the other tab');
      ardent.reset();
      ardent.track('After');
      ardent.alias('u2');
      await ardent.flush();
    });
    const [before, identify, group, other, after, alias] = collector.events();
    expect(before?.userId).toBeUndefined();
    expect(identify).toMatchObject({
      userId: 'u1',
      anonymousId: before?.anonymousId,
      traits: { plan: 'pro' },
    });
    expect(group).toMatchObject({ userId: 'u1', groupId: 'acme', traits: { size: 5 } });
    expect(other).toMatchObject({
      userId: 'u1',
      context: { groupId: 'acme' },
      anonymousId: before?.anonymousId,
    });
    expect(other?.context?.['sessionId']).toBe(before?.context?.['sessionId']);
    expect(after?.userId).toBeUndefined();
    expect(after?.anonymousId).not.toBe(before?.anonymousId);
    expect(after?.context?.['groupId']).toBeUndefined();
    expect(alias).toMatchObject({ userId: 'u2', previousId: after?.anonymousId });
  });

  it('traits alone as those of whoever it is, and no object as an id', async () => {
    const page = await visit(context, await serveApp(collector, { attributes: 'data-auto-page="off"' }));
    await page.evaluate(async () => {
      ardent.identify('u1', { note: 'x'.repeat(100_000) });
      ardent.group('acme');
      ardent.identify({ plan: 'pro' });
      ardent.group({ size: 5 } as never);
      ardent.track('After');
      await ardent.flush();
    });
    const [, , identify, group, after] = collector.events();
    expect(identify).toMatchObject({ type: 'identify', userId: 'u1', traits: { plan: 'pro' } });
    expect(group).toMatchObject({ type: 'group', traits: { size: 5 } });
    expect(group?.groupId).toBeUndefined();
    expect(after).toMatchObject({ userId: 'u1', context: { groupId: 'acme' } });
  });

  it('now, what has a time that is none', async () => {
    const page = await visit(context, await serveApp(collector, { attributes: 'data-auto-page="off"' }));
    const startedAt = Date.now();
    await page.evaluate(async () => {
      ardent.track('Timed', {}, { timestamp: 'never' });
      ardent.track('Timed', {}, null as never);
      await ardent.flush();
    });
    const times = events('Timed').map(({ timestamp }) => Date.parse(`${timestamp}`));
    expect(times).toHaveLength(2);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(startedAt);
  });

  it('what beforeSend leaves, and nothing of what it drops or fails at', async () => {
    const url = await serveApp({ ...collector, writeKey: '' });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => (window as { ardent?: ArdentInPage }).ardent?.init);
    await page.evaluate(
      async ({ host, writeKey }) => {
        ardent.init({
          host,
          writeKey,
          beforeSend(message) {
            if (message.event === 'Secret') return null;
            if (message.event === 'Broken') throw new Error('broken');
            return { ...message, properties: { ...message.properties, email: 'redacted' } };
          },
        });
        for (const event of ['Open', 'Secret', 'Broken']) ardent.track(event, { email: 'a@b.c' });
        await ardent.flush();
      },
      { host: collector.url, writeKey: collector.writeKey },
    );
    const tracked = collector.events().filter(({ type }) => type === 'track');
    expect(tracked.map(({ event, properties }) => [event, properties])).toEqual([
      ['Open', { email: 'redacted' }],
    ]);
  });
});
