import { expect, it, vi } from 'vitest';
import { startCollector } from '../clients/start-collector.ts';
import { startProxy } from '../clients/start-proxy.ts';
import { act, describeApp, expectOnce, listNumbers, serveApp, visit } from './sdk-app.ts';

describeApp('what the script tag recorded is stored once', (openContext) => {
  it.each(['500 after', 'cut after', 'cut before', '429'] as const)(
    'through answers that are lost: %s',
    async (fault) => {
      const collector = await startCollector();
      const proxy = await startProxy(collector.url, fault, 2);
      const app = { collectorUrl: collector.url, url: await serveApp(proxy.url) };
      const page = await visit(await openContext(), app.url);
      await act(page, 10);
      await vi.waitFor(() => expect(proxy.failed()).toBe(2), 40_000);
      await expectOnce(app, listNumbers(10));
    },
  );
});
