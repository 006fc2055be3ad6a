import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireMessage } from '@ardent/core';

/** What a browser test needs of a collector. */
export interface Collector {
  url: string;
  writeKey: string;
  /** What it stored, in order of arrival: each messageId once. */
  events(): WireMessage[];
  stop(): Promise<void>;
}

const WRITE_KEY = 'wk_browser_tests';
const SCRIPT = new URL('../../dist/ardent.js', import.meta.url);

/** Starts a collector that keeps what it is sent in memory, on `port` or a free one. */
export async function startCollector({
  port = 0,
  stored = new Map<string, WireMessage>(),
} = {}): Promise<Collector> {
  const server = createServer((request, response) => {
    answer(request, response, stored).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writeKey: WRITE_KEY,
    events: () => [...stored.values()],
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, stored: Map<string, WireMessage>) {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader(
    'Access-Control-Allow-Headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  const { pathname } = new URL(`${request.url}`, 'http://collector');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (pathname === '/ardent.js') {
    return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await readFile(SCRIPT));
  }
  if (pathname !== '/v1/batch') return void response.writeHead(404).end('{}');
  const body = JSON.parse(await readBody(request)) as {
    writeKey: string;
    batch: WireMessage[];
    context?: object;
  };
  if (body.writeKey !== WRITE_KEY) return void response.writeHead(401).end('{"code":"unknown_key"}');
  const before = stored.size;
  for (const message of body.batch) {
    const id = `${message.messageId}`;
    if (!stored.has(id)) stored.set(id, { ...message, context: { ...body.context, ...message.context } });
  }
  const accepted = stored.size - before;
  const duplicates = body.batch.length - accepted;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ success: true, accepted, duplicates, rejected: [] }));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
