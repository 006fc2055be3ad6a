import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLive } from '../../src/live/create-live.ts';
import type { LiveMessage } from '../../src/live/live-message.ts';
import { createWatchers } from '../../src/live/watchers.ts';
import { openCollector, SECRET_KEY, temporaryFolder, WRITE_KEY } from './open-collector.ts';
import { serveArdent } from './run-ardent.ts';

const AUTHORIZED = { authorization: `Bearer ${SECRET_KEY}` };
const track = (messageId: string, event = 'Paid') => ({ type: 'track', userId: 'anna', event, messageId });

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Reads on until so many messages have come. */
async function readMessages(reader: Reader, count: number): Promise<LiveMessage[]> {
  const decoder = new TextDecoder();
  for (let text = ''; ; ) {
    const messages = Array.from(text.matchAll(/^data: (.+)$/gm), ([, json = '']) => JSON.parse(json));
    if (messages.length >= count) return messages as LiveMessage[];
    const { value, done } = await reader.read();
    if (done) throw new Error(`ended after ${text}`);
    text += decoder.decode(value, { stream: true });
  }
}

const MESSAGE: LiveMessage = {
  status: 'accepted',
  messageId: 'm-1',
  type: 'track',
  event: 'Paid',
  userId: 'anna',
  anonymousId: null,
  receivedAt: '2026-11-22T12:00:00.000Z',
  code: null,
  reason: null,
};

test('shows what is accepted, known already and rejected, in order', async () => {
  const { app, send } = await openCollector();
  const response = await app.request('/v1/live', { headers: AUTHORIZED });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await send([track('m-1'), track('m-1'), track('m-2', '')]);
  const messages = await readMessages(reader, 3);
  expect(messages.map(({ status, messageId, code }) => [status, messageId, code])).toEqual([
    ['accepted', 'm-1', null],
    ['duplicate', 'm-1', null],
    ['rejected', 'm-2', 'missing_event'],
  ]);
  expect(messages[0]).toMatchObject({ type: 'track', event: 'Paid', userId: 'anna' });
  await reader.cancel();
});

test('the server, with its thread that writes, shows them too, and ends at once with views open', async () => {
  const server = await serveArdent({
    ARDENT_DATA_DIR: temporaryFolder(),
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  });
  const response = await fetch(`${server.url}/v1/live`, { headers: AUTHORIZED });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await fetch(`${server.url}/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify(track('m-1')),
  });
  expect(await readMessages(reader, 1)).toMatchObject([{ status: 'accepted', messageId: 'm-1' }]);
  const stoppedAt = performance.now();
  const closed = once(server.child, 'close');
  server.child.kill('SIGTERM');
  expect(((await closed) as [number | null])[0]).toBe(0);
  // Requests that run get ten seconds to end.
  expect(performance.now() - stoppedAt).toBeLessThan(8_000);
});

test('one that falls behind is cut off; the others and the writer go on', async () => {
  const watchers = createWatchers();
  const live = createLive(watchers);
  const slow = live.open('default', () => true)?.getReader();
  const quick = live.open('default', () => true)?.getReader();
  for (let n = 0; n < 600; n++) {
    watchers.tell('default', [MESSAGE]);
    await quick?.read();
  }
  let kept = 0;
  while (!(await slow?.read())?.done) kept++;
  expect(kept).toBe(500);
  watchers.tell('default', [MESSAGE]);
  expect((await quick?.read())?.done).toBe(false);
  live.close();
  expect(watchers.isWatched('default')).toBe(false);
});

test('at most twenty look at a project at a time; whoever leaves makes room and is no longer told', async () => {
  const watchers = createWatchers();
  const live = createLive(watchers);
  const views = Array.from({ length: 20 }, () => live.open('default', () => true));
  expect(live.open('default', () => true)).toBeUndefined();
  expect(live.open('other', () => true)).toBeDefined();
  await Promise.all(views.map((view) => view?.cancel()));
  expect(watchers.isWatched('default')).toBe(false);
  expect(live.open('default', () => true)).toBeDefined();
  live.close();
});

test('a view ends once its key is no longer allowed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const watchers = createWatchers();
  let isAllowed = true;
  const reader = createLive(watchers)
    .open('default', () => isAllowed)
    ?.getReader();
  await reader?.read();
  vi.advanceTimersByTime(15_000);
  expect((await reader?.read())?.done).toBe(false);
  isAllowed = false;
  vi.advanceTimersByTime(15_000);
  expect((await reader?.read())?.done).toBe(true);
  expect(watchers.isWatched('default')).toBe(false);
});

test('a view shows nothing more from the moment on that its key was ended', async () => {
  const { app, control, clock, send } = await openCollector();
  const response = await app.request('/v1/live', { headers: AUTHORIZED });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await send([track('m-1')]);
  await readMessages(reader, 1);
  const keyId = (await control.findStoredKey(SECRET_KEY))?.keyId ?? '';
  await control.endKey({ projectId: 'default', keyId, change: { actor: 'test', at: clock.now } });
  await send([track('m-2')]);
  expect((await reader.read()).done).toBe(true);
});

test('whoever only asks for the headers takes no place', async () => {
  const { app } = await openCollector();
  for (let n = 0; n < 30; n++) {
    const response = await app.request('/v1/live', { method: 'HEAD', headers: AUTHORIZED });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  }
  const response = await app.request('/v1/live', { headers: AUTHORIZED });
  expect(response.status).toBe(200);
  await response.body?.cancel();
});

test('a write key sees nothing', async () => {
  const { app } = await openCollector();
  expect((await app.request('/v1/live')).status).toBe(401);
  const headers = { authorization: `Bearer ${WRITE_KEY}` };
  expect((await app.request('/v1/live', { headers })).status).toBe(403);
});
