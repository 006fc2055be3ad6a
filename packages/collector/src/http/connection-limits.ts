import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What one client may take of the server, and all of them together. */
export interface ConnectionLimits {
  /** Until the headers of a request are there. */
  headersMs: number;
  /** Until all of a request is there. */
  requestMs: number;
  /** Without a byte in either direction, while a request or an answer is under way. */
  idleMs: number;
  /** Open at a time; more are closed at once. */
  connections: number;
}

/**
 * 5 MiB in a minute is 90 kB/s, which mobile networks reach; headers come in one packet. 4,000
 * connections with half a request each cost 20 MB.
 */
export const DEFAULT_LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  idleMs: 30_000,
  connections: 4_000,
};

// Of a limit: how much later than it a slow request may be found.
const CHECKS_PER_LIMIT = 5;
const TELL_EVERY_MS = 60_000;

/** What node:http keeps by itself. */
export function toServerOptions({ headersMs, requestMs }: ConnectionLimits): ServerOptions {
  return {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.ceil(headersMs / CHECKS_PER_LIMIT),
  };
}

/**
 * Cuts connections on which nothing moves, and refuses those that are too many. While the server works on an answer
 * nothing has to move; a stream that has nothing to say must say so now and then.
 */
export function keepLimits(
  server: Server,
  { idleMs, connections }: ConnectionLimits,
  onRefused: (count: number) => void,
): void {
  const answers = new WeakMap<Socket, ServerResponse>();
  server.maxConnections = connections;
  server.timeout = idleMs;
  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => answers.set(socket, answer));
  server.on('timeout', (socket: Socket) => {
    const answer = answers.get(socket);
    const isWorking = answer?.req.complete && !answer.headersSent;
    if (!isWorking) socket.destroy();
  });
  server.on('drop', tellNowAndThen(onRefused));
}

/** The first time at once, then how many there were, once a minute at most. */
function tellNowAndThen(tell: (count: number) => void): () => void {
  let count = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    count++;
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    tell(count);
    count = 0;
  };
}
