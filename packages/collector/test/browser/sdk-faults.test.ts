import { expect, it, vi } from 'vitest';
import { startCollector } from '../clients/start-collector.ts';
import { startProxy } from '../clients/start-proxy.ts';
import {
  type ArdentInPage,
  act,
  describeApp,
  expectOnce,
  listNames,
  serveApp,
  startApp,
  visit,
} from './sdk-app.ts';

declare const ardent: ArdentInPage;

describeApp('what the script tag recorded is stored once', (openContext) => {
  it('when the collector is down until after a reload', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    await app.collector.stop();
    await act(page, 10);
    await page.evaluate(() => ardent.flush());
    await app.collector.startAgain();
    await page.reload();
    await expectOnce(app, listNames(10));
  });

  it.each(['500 after', 'cut after', 'cut before', '429'] as const)(
    'through answers that are lost: %s',
    async (fault) => {
      const collector = await startCollector();
      const proxy = await startProxy(collector.url, fault, 2);
      const app = { collector, url: await serveApp(proxy.url) };
      const page = await visit(await openContext(), app.url);
      await act(page, 10);
      await vi.waitFor(() => expect(proxy.failed()).toBe(2), 40_000);
      await expectOnce(app, listNames(10));
    },
  );
});
