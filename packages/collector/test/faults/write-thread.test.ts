import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
// The thread runs the built file.
import { createCollector } from '../../dist/create-collector.js';
import { loadConfig } from '../../src/config.ts';
import type { Collector } from '../../src/create-collector.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { expectKept, expectVerified } from './expect-whole.ts';

interface Running extends Collector {
  /** Its thread that writes. */
  worker: Worker;
  fatal: Error[];
  logged: string[];
  dataDir: string;
}

async function start(): Promise<Running> {
  const started = new Promise<Worker>((resolve) => process.once('worker', resolve));
  const fatal: Error[] = [];
  const logged: string[] = [];
  const dataDir = temporaryFolder();
  const config = loadConfig(
    {},
    { ARDENT_DATA_DIR: dataDir, ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY },
  );
  const collector: Collector = await createCollector(config, {
    onFatal: (error: Error) => void fatal.push(error),
    log: { info: () => undefined, error: (text, error) => void logged.push(`${text}: ${error}`) },
  });
  onTestFinished(() => collector.stop());
  return { ...collector, worker: await started, fatal, logged, dataDir };
}

const statusOf = async ({ app }: Collector, path: string) => (await app.request(path)).status;

const send = async ({ app }: Collector, messageId = 'm-0') =>
  app.request(`/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ userId: 'anna', event: 'E', messageId }),
  });

async function expectRefused(collector: Collector): Promise<void> {
  const response = await send(collector);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await response.json()).toMatchObject({ code: 'write_side_stopped', remedy: expect.any(String) });
}

test('a thread that crashed: not ready, senders are asked to come back, and the process is told to end', async () => {
  const collector = await start();
  expect((await send(collector, 'm-1')).status).toBe(200);
  const waiting = send(collector, 'm-2');
  await collector.worker.terminate();
  const { status } = await waiting;
  expect([200, 503]).toContain(status);
  await expect.poll(() => collector.fatal).toMatchObject([{ code: 'write_side_stopped' }]);
  await expect.poll(() => statusOf(collector, '/readyz')).toBe(503);
  expect(collector.logged.join('\n')).toContain('the write worker has stopped');
  expect(await statusOf(collector, '/healthz')).toBe(200);
  await expectRefused(collector);
  await collector.stop();
  await expectKept(collector.dataDir, [
    { userId: 'anna', messageIds: ['m-1'], isAcknowledged: true },
    { userId: 'anna', messageIds: ['m-2'], isAcknowledged: status === 200 },
  ]);
  expectVerified(collector.dataDir);
});

test('a writer that was closed: not ready, and senders are asked to come back', async () => {
  const collector = await start();
  expect(await statusOf(collector, '/readyz')).toBe(200);
  await collector.stop();
  await expect.poll(() => statusOf(collector, '/readyz')).toBe(503);
  expect(await statusOf(collector, '/healthz')).toBe(200);
  await expectRefused(collector);
  expect(collector.fatal).toEqual([]);
});
