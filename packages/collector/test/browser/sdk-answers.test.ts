import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  type ArdentInPage,
  act,
  describeApp,
  expectOnce,
  listActed,
  listNumbers,
  startApp,
  untilLoaded,
  visit,
} from './sdk-app.ts';

declare const ardent: ArdentInPage;

const BATCHES = '**/v1/batch';
const LONGER_THAN_ANY_PAUSE_MS = 600_000;

const flush = (page: Page) => page.evaluate(() => ardent.flush());

/** Has requests that `isRefused` answered with `status`, or cut without one; returns the bodies that were refused. */
async function refuse(page: Page, status: number | undefined, isRefused = (_body: string) => true) {
  const refused: string[] = [];
  await page.route(BATCHES, async (route) => {
    const body = route.request().postData() ?? '';
    if (!isRefused(body)) return route.continue();
    refused.push(body);
    if (!status) return route.abort();
    return route.fulfill({ status, headers: { 'access-control-allow-origin': '*' }, body: '{}' });
  });
  return refused;
}

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('in smaller requests, where they were too large for something on the way (413)', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    const refused = await refuse(page, 413, (body) => body.length > 4_000);
    await act(page, 60);
    await flush(page);
    await expectOnce(app, listNumbers(60));
    expect(refused.length).toBeGreaterThan(0);
  });

  it.each([400, 401, 403])('by the next page, after a %i, and this one tries no more', async (status) => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    const refused = await refuse(page, status);
    await act(page, 10);
    for (let n = 0; n < 5; n++) await flush(page);
    expect(refused).toHaveLength(1);
    await page.unroute(BATCHES);
    expect(await listActed(app)).toEqual([]);
    await page.reload();
    await untilLoaded(page);
    await expectOnce(app, listNumbers(10));
  });

  it('once the browser is online again, after three tries without any answer', async () => {
    const app = await startApp();
    const context = await openContext();
    await context.clock.install({ time: Date.now() });
    const page = await visit(context, app.url);
    const refused = await refuse(page, undefined);
    await act(page, 10);
    for (let n = 0; n < 6; n++) {
      await flush(page);
      await page.clock.fastForward(LONGER_THAN_ANY_PAUSE_MS);
    }
    expect(refused).toHaveLength(3);
    await page.unroute(BATCHES);
    await flush(page);
    expect(await listActed(app)).toEqual([]);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await flush(page);
    await expectOnce(app, listNumbers(10));
  });

  it('as it was at the call, whatever the page does to it afterwards', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await page.evaluate(async () => {
      const properties = { n: 0, of: 'anna', tags: ['a'], plan: { name: 'pro' } };
      void ardent.identify('anna');
      void ardent.track('Acted', properties);
      properties.n = 1;
      properties.tags.push('b');
      properties.plan.name = 'none';
      document.title = 'Another';
      history.replaceState({}, '', '/another');
      await ardent.flush();
    });
    await expectOnce(app, [0]);
    const [acted] = await listActed(app);
    expect(acted?.properties).toMatchObject({ tags: ['a'], plan: { name: 'pro' } });
    expect(acted?.context).toMatchObject({ path: '/', title: 'Shop' });
  });
});
