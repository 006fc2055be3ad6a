import { once } from 'node:events';
import { createServer } from 'node:net';

const TRIED_PORTS = 50;

/**
 * The first port from `port` on that nobody listens on; `port` itself if none of the next 50 is free, so that
 * listening there says why.
 */
export async function findFreePort({ host, port }: { host: string; port: number }): Promise<number> {
  for (let candidate = port; candidate < port + TRIED_PORTS; candidate++) {
    if (await isFree(host, candidate)) return candidate;
  }
  return port;
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
