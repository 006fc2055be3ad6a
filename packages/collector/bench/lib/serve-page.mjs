import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const SCRIPT = createRequire(import.meta.url).resolve('@ardent/sdk/ardent.js');
// Isolated pages have a clock of 5 µs; others one of 100.
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * A site whose pages load the script, which sends to `host`. With `host: undefined` it sends to the site itself, which
 * answers 503.
 */
export async function servePage({ host } = {}) {
  const script = readFileSync(SCRIPT);
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      response.writeHead(503, { 'Content-Type': 'application/json' }).end('{}');
    } else if (request.url === '/ardent.js') {
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/javascript' }).end(script);
    } else {
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8' });
      const tag = `<script src="/ardent.js" data-write-key="wk_bench" ${host ? `data-host="${host}"` : ''}></script>`;
      response.end(`<!doctype html><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>${tag}`);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
