import { expect, it, vi } from 'vitest';
import {
  type ArdentInPage,
  act,
  countWaiting,
  describeApp,
  expectOnce,
  listActed,
  listNumbers,
  startApp,
  untilLoaded,
  visit,
} from './sdk-app.ts';

declare const ardent: ArdentInPage;

const YEAR_MS = 365 * 86_400_000;

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('when the collector is down until after a reload', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await app.collector.stop();
    await act(page, 10);
    await page.evaluate(() => ardent.flush());
    await app.collector.startAgain();
    await page.reload();
    await expectOnce(app, listNumbers(10));
  });

  it('when the browser is offline for a while', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await context.setOffline(true);
    await act(page, 10);
    await page.evaluate(() => ardent.flush());
    await context.setOffline(false);
    await expectOnce(app, listNumbers(10));
  });

  it('when 10,000 events wait for the collector, and the page is reloaded', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await app.collector.stop();
    await act(page, 10_000);
    expect(await countWaiting(page)).toBe(10_001);
    await app.collector.startAgain();
    await page.reload();
    await vi.waitFor(async () => expect(await countWaiting(page)).toBe(0), {
      timeout: 100_000,
      interval: 1_000,
    });
    await expectOnce(app, listNumbers(10_000));
  }, 180_000);

  it('when the storage of the browser is full', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: app.url, quotaSize: 1 });
    await act(page, 10);
    expect(await countWaiting(page)).toBe(0);
    await expectOnce(app, listNumbers(10));
  });

  it.each([-2, 2])('and now, when the clock of the computer is %i years off', async (years) => {
    const app = await startApp();
    const context = await openContext();
    await context.clock.setSystemTime(Date.now() + years * YEAR_MS);
    const page = await visit(context, app.url);
    const startedAt = Date.now();
    await act(page, 10);
    await page.reload();
    await untilLoaded(page);
    await expectOnce(app, listNumbers(10));
    for (const { timestamp } of await listActed(app)) {
      expect(Date.parse(timestamp)).toBeGreaterThan(startedAt - 60_000);
      expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now());
    }
  });
});
