import { expect, onTestFinished, test } from 'vitest';
import { type OpenSocket, openSocket } from '../../test/http/open-socket.ts';
import { HEARTBEAT_MS } from '../live/create-live.ts';
import { type ConnectionLimits, DEFAULT_LIMITS } from './connection-limits.ts';
import { listen } from './listen.ts';

const HEAD = 'POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n';
const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
// No limit is met by accident on a busy machine; each test makes one short.
const WIDE: ConnectionLimits = { headersMs: 60_000, requestMs: 60_000, idleMs: 60_000, connections: 100 };
const answer = async (): Promise<Response> => new Response('done');

interface Served {
  open(): Promise<OpenSocket>;
  refused: number[];
}

async function serve(limits: Partial<ConnectionLimits>, fetch: () => Promise<Response>): Promise<Served> {
  const refused: number[] = [];
  const listening = await listen(fetch, {
    host: '127.0.0.1',
    port: 0,
    limits: { ...WIDE, ...limits },
    onRefused: (count) => refused.push(count),
  });
  onTestFinished(() => listening.close());
  return { refused, open: () => openSocket(listening.url) };
}

/** Sends a byte now and then, for as long as the other side lets it. */
function drip({ socket }: OpenSocket, bytes: string): void {
  let sent = 0;
  const timer = setInterval(() => socket.write(bytes.charAt(sent++ % bytes.length)), 10);
  socket.once('close', () => clearInterval(timer));
}

test('headers that come byte by byte are cut, without a 408, which Chrome would repeat', async () => {
  const client = await (await serve({ headersMs: 100 }, answer)).open();
  client.socket.write('POST /v1/batch HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  drip(client, 'x');
  await client.closed;
  expect(client.received()).toBe('');
});

test('a body that comes byte by byte is cut, too', async () => {
  const client = await (
    await serve({ headersMs: 100, requestMs: 300 }, () => new Promise<Response>(() => undefined))
  ).open();
  client.socket.write(`${HEAD.replace('100', '1000000')}\r\n`);
  drip(client, 'x');
  await client.closed;
  expect(client.received()).toBe('');
});

test.each([
  ['nothing at all', ''],
  ['a part of the headers', HEAD],
  ['a part of the body', `${HEAD}\r\nabc`],
])('a connection that sends %s and then falls silent is cut', async (_, text) => {
  const client = await (await serve({ idleMs: 100 }, () => new Promise<Response>(() => undefined))).open();
  client.socket.write(text);
  await client.closed;
  expect(client.received()).toBe('');
});

test('a reader who takes nothing of a long answer is cut', async () => {
  let isCancelled = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => {
        isCancelled = true;
      },
    });
  const client = await (await serve({ idleMs: 100 }, async () => new Response(endless()))).open();
  client.socket.removeAllListeners('data').pause();
  client.socket.write(GET);
  await expect.poll(() => isCancelled, { timeout: 20_000 }).toBe(true);
});

test('an answer may take as long as it needs, and a stream that says something now and then stays', async () => {
  let finish: () => void = () => undefined;
  const worked = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let beats = 0;
  const stream = () =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        if (++beats === 40) controller.close();
        else controller.enqueue(Buffer.from(': still here\n\n'));
      },
    });
  const { open: openOne } = await serve({ idleMs: 600 }, async () => {
    await worked;
    return new Response(stream());
  });
  const client = await openOne();
  client.socket.write(GET);
  // Far more than the time in which nothing may move: others are cut meanwhile.
  for (let n = 0; n < 3; n++) await (await openOne()).closed;
  finish();
  await expect.poll(client.received, { timeout: 20_000 }).toMatch(/\r\n0\r\n\r\n$/);
  expect(client.received()).toMatch(/^HTTP\/1\.1 200/);
  expect(client.received().match(/still here/g)).toHaveLength(39);
});

test('more connections than allowed are closed at once, which is told once a minute; others go on', async () => {
  const { open: openOne, refused } = await serve({ connections: 2 }, answer);
  const [first] = [await openOne(), await openOne()];
  for (let n = 0; n < 3; n++) await (await openOne()).closed;
  expect(refused).toEqual([1]);
  first?.socket.write(GET);
  await expect.poll(() => first?.received()).toMatch(/^HTTP\/1\.1 200/);
  first?.socket.destroy();
  await expect
    .poll(async () => {
      const client = await openOne();
      client.socket.end(GET);
      await client.closed;
      return client.received();
    })
    .toMatch(/^HTTP\/1\.1 200/);
});

test('a live view beats more often than a silent connection is cut', async () => {
  expect(DEFAULT_LIMITS.idleMs).toBeGreaterThanOrEqual(2 * HEARTBEAT_MS);
});
