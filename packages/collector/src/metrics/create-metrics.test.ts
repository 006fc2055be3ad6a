import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { createMetrics, type MetricsDeps } from './create-metrics.ts';
import { createWriteMetrics } from './write-metrics.ts';

const ONE_ACCEPTED = { accepted: 1, duplicates: 0, exceptions: [] };

test('while the writer does not answer: its counters as they were last, the queue as it is now', async () => {
  const written = createWriteMetrics(() => 1_000);
  written.countResult('default', ONE_ACCEPTED);
  // As it comes from the other thread.
  const read = async () => structuredClone(await written.read());
  const writeSide: MetricsDeps['writeSide'] = { readMetrics: read };
  const ingest: MetricsDeps['ingest'] = { queue: () => ({ requests: 0, bytes: 0, oldestMs: 0 }) };
  const metrics = createMetrics({
    writeSide,
    ingest,
    projects: {
      open: () => Promise.reject(new Error('there are no projects')),
      close: async () => undefined,
    },
    listProjects: async () => [],
    dataDir: tmpdir(),
    pathOf: () => '',
  });
  expect(await metrics.read()).toMatch(/^ardent_messages_accepted_total{project="default"} 1$/m);

  let answer = (): void => undefined;
  writeSide.readMetrics = () =>
    new Promise((resolve) => {
      answer = () => resolve(read());
    });
  ingest.queue = () => ({ requests: 3, bytes: 300, oldestMs: 7_000 });
  written.countResult('default', ONE_ACCEPTED);
  const text = await metrics.read();
  expect(text).toMatch(/^ardent_messages_accepted_total{project="default"} 1$/m);
  expect(text).toMatch(/^ardent_queue_requests 3$/m);
  expect(text).toMatch(/^ardent_queue_age_seconds 7$/m);

  // What it said late is known by the next scrape, even if it says nothing then.
  answer();
  await expect.poll(() => metrics.read()).toMatch(/^ardent_messages_accepted_total{project="default"} 2$/m);
});
