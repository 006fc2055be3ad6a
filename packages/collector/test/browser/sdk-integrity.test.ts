import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { readStub } from '../../../sdk/test/browser/read-stub.ts';
import { serveSite } from '../../../sdk/test/browser/serve-site.ts';
import { startCollector } from '../clients/start-collector.ts';
import { WRITE_KEY } from '../http/open-collector.ts';
import { act, describeApp, expectOnce, listNumbers, type OpenContext, untilLoaded } from './sdk-app.ts';

const readHash = (name: string) =>
  readFileSync(new URL(`../../../sdk/dist/${name}.sri`, import.meta.url), 'utf8').trim();

describeApp('under the policy that the docs give, with an integrity attribute', (openContext) => {
  it('the script and the stub snippet run, record, and break no rule', async () => {
    const { url: collectorUrl } = await startCollector();
    const { page, said } = await openStrictPage(openContext, {
      collectorUrl,
      integrity: readHash('ardent.js'),
    });
    await untilLoaded(page);
    await act(page, 10);
    await expectOnce({ url: page.url(), collectorUrl }, listNumbers(10));
    expect(said).toEqual([]);
  });

  it('a script from elsewhere sends to the collector that data-host names', async () => {
    const { url: collectorUrl } = await startCollector();
    const { url: scriptUrl } = await startCollector();
    const { page, said } = await openStrictPage(openContext, {
      collectorUrl,
      scriptUrl,
      integrity: readHash('ardent.js'),
    });
    await untilLoaded(page);
    await act(page, 10);
    await expectOnce({ url: page.url(), collectorUrl }, listNumbers(10));
    expect(said).toEqual([]);
  });

  it('a script with another hash is not run, and calls wait', async () => {
    const { url: collectorUrl } = await startCollector();
    const { page, said } = await openStrictPage(openContext, {
      collectorUrl,
      integrity: readHash('stub.min.js'),
    });
    await expect.poll(() => said, { timeout: 40_000 }).toEqual([expect.stringContaining('integrity')]);
    await act(page, 1);
    expect(await page.evaluate(() => window.ardent?.q?.length)).toBe(2);
  });
});

/** Opens a page with snippet and script tag that allows nothing else; and what its console says of it. */
async function openStrictPage(
  openContext: OpenContext,
  site: { collectorUrl: string; scriptUrl?: string; integrity: string },
): Promise<{ page: Page; said: string[] }> {
  const { collectorUrl, scriptUrl = collectorUrl, integrity } = site;
  const { url, stop } = await serveSite(
    `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script>${readStub().trim()}</script>
    <script async src="${scriptUrl}/ardent.js" integrity="${integrity}" crossorigin
      data-host="${collectorUrl}" data-write-key="${WRITE_KEY}"></script>`,
    {
      'Content-Security-Policy':
        `default-src 'none'; img-src data:; script-src ${scriptUrl} '${readHash('stub.min.js')}';
        connect-src ${collectorUrl}; require-trusted-types-for 'script'`.replaceAll('\n', ''),
    },
  );
  onTestFinished(stop);
  const page = await (await openContext()).newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(url);
  return { page, said };
}
