import { readFileSync } from 'node:fs';
import http from 'node:http';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSocket } from '../../test/http/open-socket.ts';
import { watchBuiltin } from '../../test/security/watch-builtin.ts';
import { type Listening, type ListenOptions, listen } from './listen.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };

async function start(
  fetch: () => Promise<Response>,
  options: Partial<ListenOptions> = {},
): Promise<Listening> {
  const listening = await listen(fetch, { ...LOCAL, ...options });
  onTestFinished(() => listening.close().catch(() => undefined));
  return listening;
}

const answer = async () => new Response('done');

test('lets a running request end, and cuts connections without one at once', async () => {
  let finish: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begin: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const listening = await start(async () => {
    begin();
    await running;
    return new Response('done');
  });
  const silent = await openSocket(listening.url);
  const request = fetch(listening.url);
  await started;
  const closed = listening.close();
  await silent.closed;
  finish();
  expect(await (await request).text()).toBe('done');
  await closed;
  await expect(fetch(listening.url)).rejects.toThrow();
});

test('a request that nobody can read is answered 400', async () => {
  const { url } = await start(answer);
  const { socket, received, closed } = await openSocket(url);
  socket.write('nonsense\r\n\r\n');
  await closed;
  expect(received()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

test('headers beyond measure are answered 431', async () => {
  const { url } = await start(answer);
  const { socket, received, closed } = await openSocket(url);
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
  await closed;
  expect(received()).toMatch(/^HTTP\/1\.1 431 /);
});

test('keeps the limits of docs/security.md, unless it is given others', async () => {
  const created = watchBuiltin(http, 'createServer');
  await start(answer);
  const [server] = created.mock.results.map(({ value }) => value as http.Server);
  expect(server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    timeout: 30_000,
    maxConnections: 4_000,
  });
  const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/security.md'), 'utf8');
  for (const told of [
    '; 10 s to arrive',
    '| 60 s to arrive, and never 30 s without',
    '| 4,000 open at a time',
  ])
    expect(page).toContain(told);
});

test('a taken port names PORT, a foreign address names HOST', async () => {
  const { url } = await start(answer);
  const port = Number(new URL(url).port);
  await expect(listen(answer, { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringContaining(`port ${port} on 127.0.0.1 is taken`),
    hint: expect.stringContaining('PORT'),
  });
  await expect(listen(answer, { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
    code: 'host_unusable',
    hint: expect.stringContaining('HOST'),
  });
});

test('tells an address that a browser on this machine can open', async () => {
  expect((await start(answer)).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await start(answer, { host: '0.0.0.0' })).url).toMatch(/^http:\/\/localhost:\d+$/);
});
