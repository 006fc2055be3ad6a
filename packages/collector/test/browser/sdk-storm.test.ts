import { expect, it, vi } from 'vitest';
import { startCollector } from '../clients/start-collector.ts';
import { startProxy } from '../clients/start-proxy.ts';
import { type ArdentInPage, act, describeApp, expectOnce, listNumbers, serveApp, visit } from './sdk-app.ts';

declare const ardent: ArdentInPage;

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('through a storm of ten refusals with Retry-After, and a try more than these', async () => {
    const collector = await startCollector();
    const proxy = await startProxy(collector.url, '429', 10);
    const app = { collectorUrl: collector.url, url: await serveApp(proxy.url) };
    const context = await openContext();
    const now = Date.now();
    // The page's clock moves only as told: the pauses grow to minutes.
    await context.clock.install({ time: now - 1_000 });
    await context.clock.pauseAt(now);
    const page = await visit(context, app.url);
    let requests = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/batch')) requests++;
    });
    const flush = () => page.evaluate(() => ardent.flush());
    await act(page, 10);
    await flush();
    expect(requests).toBe(1);
    // Within the second that Retry-After asks for, nothing is tried.
    await page.clock.runFor(999);
    for (let n = 0; n < 5; n++) await flush();
    expect(requests).toBe(1);
    const storm = async () => {
      await page.clock.fastForward(300_000);
      await flush();
      expect(proxy.failed()).toBe(10);
    };
    await vi.waitFor(storm, { timeout: 40_000, interval: 1 });
    await page.clock.fastForward(300_000);
    await flush();
    await expectOnce(app, listNumbers(10));
    expect(requests).toBe(11);
  });
});
