import { expect, onTestFinished, test, vi } from 'vitest';
import { openCollector } from './open-collector.ts';

test('/healthz and /readyz answer without a key', async () => {
  const { app } = await openCollector();
  for (const path of ['/healthz', '/readyz']) {
    const response = await app.request(path);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  }
});

test('/readyz fails when nothing can be committed, and recovers by itself', async () => {
  const { app, control, clock } = await openCollector();
  const { checkWritable } = control;
  control.checkWritable = () => Promise.reject(new Error('disk full'));
  clock.now += 1000;
  const response = await app.request('/readyz');
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.json()).toMatchObject({ code: 'not_ready', remedy: expect.any(String) });
  expect((await app.request('/healthz')).status).toBe(200);
  control.checkWritable = checkWritable;
  clock.now += 1000;
  expect((await app.request('/readyz')).status).toBe(200);
});

test('/readyz asks once at a time, and a disk that never answers is as bad as one that fails', async () => {
  const { app, control, clock, logged } = await openCollector();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { checkWritable } = control;
  let asked = 0;
  let fail: (error: Error) => void = () => undefined;
  control.checkWritable = () => {
    asked++;
    return new Promise((_, reject) => {
      fail = reject;
    });
  };
  clock.now += 1000;
  const first = Promise.resolve(app.request('/readyz'));
  clock.now += 1000;
  const second = Promise.resolve(app.request('/readyz'));
  await vi.waitFor(() => expect(asked).toBe(1), 20_000);
  await vi.advanceTimersByTimeAsync(6000);
  expect([(await first).status, (await second).status, asked]).toEqual([503, 503, 1]);
  fail(new Error('it hung'));
  await vi.waitFor(() => expect(logged).toContainEqual(expect.stringContaining('it hung')), 20_000);
  control.checkWritable = checkWritable;
  clock.now += 1000;
  expect((await app.request('/readyz')).status).toBe(200);
});

test('unknown addresses are 404 with what to do', async () => {
  const { app } = await openCollector();
  const response = await app.request('/v1/me/nothing');
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(await response.json()).toMatchObject({ code: 'not_found', remedy: expect.any(String) });
});

test('/openapi.json is OpenAPI 3.1 with the routes that are there', async () => {
  const { app } = await openCollector();
  const document = (await (await app.request('/openapi.json')).json()) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/v1/profiles', '/v1/profiles/{userId}/score', '/v1/models']),
  );
});
