import { expect, test } from 'vitest';
import { openCollector, SECRET_KEY, WRITE_KEY } from '../http/open-collector.ts';
import { openSocket } from '../http/open-socket.ts';
import { rawBytes, rawRequest } from './raw-request.ts';

const METHODS = ['TRACE', 'PUT', 'PATCH', 'PROPFIND', 'HEAD', 'OPTIONS', 'DELETE', 'GET', 'POST'];
const PATHS = ['/v1/batch', '/v1/profiles/a', '/v1/me/score', '/', '/login', '/ardent.js', '/metrics'];

test('no method sends back what was sent, or breaks anything', async () => {
  const { url } = await (await openCollector()).start();
  for (const method of METHODS) {
    for (const path of PATHS) {
      const headers = {
        'x-private': 'keep-this-here',
        cookie: 'c=keep-this-here',
        origin: 'https://a.example',
      };
      const { status, body, headers: answered } = await rawRequest(url, { method, path, headers });
      const what = `${method} ${path}: ${status} ${body}`;
      expect(status, what).toBeLessThan(500);
      expect(body + JSON.stringify(answered), what).not.toContain('keep-this-here');
    }
  }
  const tunnel = await rawBytes(url, 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(tunnel).not.toMatch(/^HTTP\/1.1 200/);
});

test.each([
  ['a header of 20 kB', `X-Long: ${'a'.repeat(20_000)}\r\n`, 431],
  ['headers of 20 kB', 'X-Many: bbbb\r\n'.repeat(2_000), 431],
  ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n', 400],
  ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', 400],
  ['chunks under another name', 'Transfer-Encoding: xchunked\r\n', 400],
  ['a header over two lines', 'X-A: b\r\n c: d\r\n', 400],
  ['a name with a space before its colon', 'X-A : b\r\n', 400],
  ['a second host', 'Host: b\r\n', 400],
])('a request with %s is refused, and the next one answered', async (_, lines, status) => {
  const { url } = await (await openCollector()).start();
  const answer = await rawBytes(url, `POST /v1/batch HTTP/1.1\r\nHost: a\r\n${lines}\r\n{}`);
  expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  // What follows the refused request on its connection is not read as another.
  expect(answer.match(/^HTTP/gm)).toHaveLength(1);
  expect((await rawRequest(url, { method: 'GET', path: '/healthz' })).status).toBe(200);
});

test.each(['a b', 'evil.example@127.0.0.1', '', '[::1', '127.0.0.1:99999999', '\xff'])(
  'a host that is none (%j) is refused, not taken for this machine',
  async (host) => {
    const { url } = await (await openCollector()).start();
    const answer = await rawBytes(url, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 40[01] /);
  },
);

test('line breaks in names stay data: in the live view, in headers, in metrics', async () => {
  const collector = await openCollector();
  const forged = 'x\r\n\r\nevent: forged\r\ndata: {}\r\n\r\nSet-Cookie: a=b';
  const authorization = `Bearer ${SECRET_KEY}`;
  const live = await collector.app.request('/v1/live', { headers: { authorization } });
  const reader = (live.body as ReadableStream<Uint8Array>).getReader();
  const message = { type: 'track', event: forged, userId: forged, messageId: forged };
  await collector.send([message, { ...message, messageId: `${forged}2`, type: 'identify', userId: 7 }]);
  let text = '';
  while ((text.match(/^data: /gm) ?? []).length < 2)
    text += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  expect(text.match(/^event: .*$/gm)).not.toContain('event: forged');

  const path = `/v1/profiles/${encodeURIComponent(forged)}`;
  for (const one of [path, `${path}/export`, `${path}x`, '/metrics']) {
    const response = await collector.app.request(one, { headers: { authorization } });
    expect([response.headers.get('set-cookie'), response.headers.get('event')]).toEqual([null, null]);
    if (one === '/metrics') expect(await response.text()).not.toContain('forged');
  }
});

test('a body that says it is too large is refused before any of it is read', async () => {
  const { url } = await (await openCollector()).start();
  const { socket, received } = await openSocket(url);
  socket.write(
    `POST /v1/batch?writeKey=${WRITE_KEY} HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n{`,
  );
  await expect.poll(received).toMatch(/^HTTP\/1\.1 413 /);
});
