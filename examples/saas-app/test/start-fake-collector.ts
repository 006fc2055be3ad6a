import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A message that Taskwell's back end sent. */
export interface SentMessage {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
}

/** A collector as far as the back end sees it: notes what it is sent, and answers with `status`. Ended with the test. */
export async function startFakeCollector(status = 200): Promise<{ url: string; sent: SentMessage[] }> {
  const sent: SentMessage[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    sent.push({
      path: `${request.url}`,
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}
