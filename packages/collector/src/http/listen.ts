import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { CollectorError } from '../collector-error.ts';
import { type ConnectionLimits, DEFAULT_LIMITS, keepLimits, toServerOptions } from './connection-limits.ts';

export interface Listening {
  /** What to type into a browser on this machine. */
  url: string;
  /** Takes no new connections, lets running requests end, then cuts what is left after a while. */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  /** Absent: the usual ones. */
  limits?: ConnectionLimits;
  /** Told how many connections were refused, because there are enough, since it was told last. */
  onRefused?: (count: number) => void;
}

const DRAIN_MS = 10_000;
const DRAIN_POLL_MS = 20;

/**
 * Serves HTTP on an address; port 0 takes any free one.
 *
 * @throws CollectorError `port_taken`, `port_forbidden` or `host_unusable`, naming the setting.
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  options: ListenOptions,
): Promise<Listening> {
  const { limits = DEFAULT_LIMITS, onRefused = () => undefined } = options;
  // Node's own server, unless another createServer is given.
  const server = createAdaptorServer({ fetch, serverOptions: toServerOptions(limits) }) as Server;
  keepLimits(server, limits, onRefused);
  const sockets = trackSockets(server);
  server.on('clientError', refuseBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  return { url: urlOf(server.address() as AddressInfo), close: () => drain(server, sockets) };
}

/**
 * What node:http cannot read. A slow request is cut without words: the 408 that node would answer makes Chrome repeat
 * the POST by itself.
 */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  if (!socket.writable || isSlow || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function drain(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Node calls a connection idle only after its first request: browsers open some in advance.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  const signal = new AbortController();
  const cut = setTimeout(DRAIN_MS, undefined, { signal: signal.signal }).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  const idle = setInterval(() => server.closeIdleConnections(), DRAIN_POLL_MS);
  await closed;
  clearInterval(idle);
  signal.abort();
  await cut;
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function explain(error: NodeJS.ErrnoException, { host, port }: ListenOptions): Error {
  const known: Record<string, { code: string; message: string; hint: string }> = {
    EADDRINUSE: {
      code: 'port_taken',
      message: `port ${port} on ${host} is taken by another program`,
      hint: 'set PORT to a free port, or end the other program',
    },
    EACCES: {
      code: 'port_forbidden',
      message: `this user may not listen on port ${port}`,
      hint: 'set PORT to 1024 or higher',
    },
  };
  const details = known[error.code ?? ''] ?? {
    code: 'host_unusable',
    message: `cannot listen on ${host}: ${error.message}`,
    hint: 'set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0',
  };
  return new CollectorError({ ...details, cause: error });
}
