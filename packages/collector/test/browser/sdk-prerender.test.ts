import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeInBrowser, openUndriven } from '../../../sdk/test/browser/launch-browser.ts';
import { startCollector } from '../clients/start-collector.ts';
import { WRITE_KEY } from '../http/open-collector.ts';
import { expectOnce, listActed } from './sdk-app.ts';

const LONGEST_WAIT_MS = 40_000;

// Says to the site's server how things are with the page.
const SAY = `<script>
  const say = (what) => fetch('/say/' + what + '/' + (document.prerendering ? 'ahead' : 'shown'));
</script>`;
// Has the next page rendered ahead, and goes there when the server answers.
const FIRST = `
  <script type="speculationrules">{"prerender": [{"source": "list", "urls": ["/next"], "eagerness": "immediate"}]}</script>
  <script>
    onload = async () => {
      ardent.identify('ben');
      ardent.track('Acted', { n: 0, of: 'ben' });
      await ardent.flush();
      await fetch('/go');
      location.href = '/next';
    };
  </script>`;
const NEXT = `
  <script>
    document.addEventListener('prerenderingchange', () => say('changed'));
    onload = async () => {
      ardent.reset();
      ardent.identify('anna');
      for (let n = 0; n < 30; n++) ardent.track('Acted', { n, of: 'anna' });
      ardent.flush();
      // Longer than the SDK waits before it sends.
      setTimeout(() => say('recorded'), 3_500);
    };
  </script>`;

/** A site of two pages, which hears what they say and lets the person go on when it is told to. */
async function serveVisit(collectorUrl: string) {
  const tag = `<script src="${collectorUrl}/ardent.js" data-write-key="${WRITE_KEY}" data-auto-page="off"></script>`;
  const said: string[] = [];
  let goOn = () => {};
  const server = createServer((request, response) => {
    const { url } = request;
    if (url?.startsWith('/say/')) said.push(url.slice(5));
    if (url === '/go') {
      goOn = () => response.end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<!doctype html><title>Shop</title>${SAY}${tag}${url === '/next' ? NEXT : FIRST}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, said, goOn: () => goOn() };
}

describeInBrowser('a page that is rendered ahead of the visit', () => {
  it('sends nothing until it is shown, and then all, once', async () => {
    const collector = await startCollector();
    const app = { url: '', collectorUrl: collector.url };
    const site = await serveVisit(collector.url);
    const folder = await mkdtemp(join(tmpdir(), 'ardent-prerender-'));
    const close = await openUndriven(site.url, folder);
    onTestFinished(async () => {
      await close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    await vi.waitFor(() => expect(site.said).toEqual(['recorded/ahead']), LONGEST_WAIT_MS);
    await expectOnce(app, [0], 'ben');
    expect(await listActed(app, 'anna')).toEqual([]);

    site.goOn();
    await vi.waitFor(() => expect(site.said).toEqual(['recorded/ahead', 'changed/shown']), LONGEST_WAIT_MS);
    await expectOnce(
      app,
      Array.from({ length: 30 }, (_, n) => n),
      'anna',
    );
    expect(await listActed(app, 'ben')).toHaveLength(1);
  });
});
