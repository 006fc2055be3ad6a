import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * What happens to a request on its way: a server error or a cut line, before the collector has it or after it was
 * stored, or a request to slow down.
 */
export type Fault = '500 before' | '500 after' | '429' | 'cut before' | 'cut after';

export const FAULTS: readonly Fault[] = ['500 before', '500 after', '429', 'cut before', 'cut after'];

export interface Proxy {
  url: string;
  /** Requests that met a fault. */
  failed(): number;
}

/**
 * Passes requests on to a collector; the first POSTs to a path that takes messages meet a fault. Preflights and
 * everything else pass.
 */
export async function startProxy(target: string, fault: Fault, times: number): Promise<Proxy> {
  let failed = 0;
  const server = createServer((incoming, outgoing) => {
    const isMessages = incoming.method === 'POST' && !`${incoming.url}`.endsWith('/v1/m');
    if (!isMessages || failed >= times) return pass(incoming, outgoing, target);
    failed++;
    if (fault.endsWith('after')) return loseAnswer(incoming, outgoing, { target, fault });
    incoming.resume().on('end', () => fail(incoming, outgoing, fault));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, failed: () => failed };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string): void {
  const onward = forward(incoming, target, (answer) => {
    answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers));
  });
  onward.on('error', () => outgoing.destroy());
}

function loseAnswer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, fault }: { target: string; fault: Fault },
): void {
  forward(incoming, target, (answer) => {
    answer.resume().on('end', () => fail(incoming, outgoing, fault));
  });
}

function forward(
  incoming: IncomingMessage,
  target: string,
  onAnswer: (answer: IncomingMessage) => void,
): ReturnType<typeof request> {
  const { method = 'GET', headers, url = '/' } = incoming;
  return incoming.pipe(request(new URL(url, target), { method, headers }, onAnswer));
}

function fail({ headers: { origin } }: IncomingMessage, outgoing: ServerResponse, fault: Fault): void {
  if (fault.startsWith('cut')) {
    outgoing.destroy();
    return;
  }
  // As the collector itself would: without these, a page can't tell a refusal from a dead network.
  const cors =
    origin === undefined
      ? {}
      : {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'Retry-After',
        };
  const headers = fault === '429' ? { ...cors, 'retry-after': '1' } : cors;
  outgoing.writeHead(fault === '429' ? 429 : 500, headers).end('{}');
}
