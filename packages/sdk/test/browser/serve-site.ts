import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site under test: every path answers with the same page. */
export interface Site {
  url: string;
  stop(): Promise<void>;
}

/** Serves `html` at every path of a free port, so that the site and the collector are two origins. */
export async function serveSite(html: string, headers: Record<string, string> = {}): Promise<Site> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
