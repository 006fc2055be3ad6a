import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

const AUTHORIZED = { authorization: `Bearer ${SECRET_KEY}` };

async function scrape({ app }: TestCollector): Promise<Map<string, number>> {
  const response = await app.request('/metrics', { headers: AUTHORIZED });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const track = (messageId: string, more: object = {}) => ({
  type: 'track',
  userId: 'anna',
  event: 'Paid',
  messageId,
  ...more,
});

test('counts what was accepted, known already, and rejected by reason; times commits', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1'), track('m-2'), track('m-1'), track('m-3', { event: '' })]);
  const metrics = await scrape(collector);
  const project = 'project="default"';
  expect(metrics.get(`ardent_messages_accepted_total{${project}}`)).toBe(2);
  expect(metrics.get(`ardent_messages_duplicate_total{${project}}`)).toBe(1);
  expect(metrics.get(`ardent_messages_rejected_total{${project},code="missing_event"}`)).toBe(1);
  expect(metrics.get(`ardent_last_event_timestamp_seconds{${project}}`)).toBe(NOW / 1000);
  expect(metrics.get(`ardent_commit_duration_seconds_count{${project}}`)).toBe(1);
  expect(metrics.get(`ardent_commit_duration_seconds_sum{${project}}`)).toBeGreaterThan(0);
  expect(metrics.get(`ardent_database_size_bytes{${project}}`)).toBeGreaterThan(10_000);
  expect(metrics.get('ardent_disk_free_bytes')).toBeGreaterThan(0);
  expect(metrics.get('ardent_queue_requests')).toBe(0);
  expect(metrics.get('ardent_queue_age_seconds')).toBe(0);
});

test('counts what SDKs dropped once, and sums that are no numbers', async () => {
  const collector = await openCollector();
  const response = await collector.app.request('/v1/models', {
    method: 'POST',
    headers: { ...AUTHORIZED, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: {
        name: 'Payments',
        decay: { type: 'half-life', days: 14 },
        target: 100,
        signals: [
          { key: 'paid', event: 'Paid', weight: 1, perDay: 'linear', measure: { sum: 'properties.total' } },
        ],
      },
      publish: true,
      reason: 'test',
    }),
  });
  expect(response.status).toBe(201);
  await collector.send([
    track('m-1', { properties: { total: 5 } }),
    track('m-2', { properties: { total: 'much' } }),
    track('m-3', { properties: { total: 1e13 } }),
    track('m-4', { properties: {} }),
    { ...track('m-5'), anonymousId: 'browser', context: { dropped: 7 } },
    { ...track('m-6'), anonymousId: 'browser', context: { dropped: 9 } },
    { ...track('m-7'), anonymousId: 'browser', context: { dropped: 9 } },
  ]);
  const metrics = await scrape(collector);
  expect(metrics.get('ardent_sum_values_refused_total{project="default"}')).toBe(2);
  expect(metrics.get('ardent_sdk_dropped_events{project="default"}')).toBe(9);
});

test('docs/operations.md has every metric, and no other', async () => {
  const collector = await openCollector();
  await collector.send([track('m-1'), track('m-1'), track('m-2', { event: '' })]);
  const response = await collector.app.request('/metrics', { headers: AUTHORIZED });
  const told = Array.from((await response.text()).matchAll(/^# TYPE (\S+) /gm), ([, name]) => name);
  const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/operations.md'), 'utf8');
  const [, table = ''] = /\| metric \| says \|\n(.*?)\n\n/s.exec(page) ?? [];
  const documented = Array.from(table.matchAll(/`((?:ardent|process)_\w+)/g), ([, name]) => name);
  expect(told.length).toBeGreaterThan(12);
  expect([...new Set(told)].sort()).toEqual([...new Set(documented)].sort());
});

test('on the machine itself without a key; elsewhere, through a proxy or under another name only with one', async () => {
  const collector = await openCollector();
  const { url } = await collector.start();
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('ardent_disk_free_bytes');
  const forwarded = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(forwarded.status).toBe(401);
  expect((await collector.app.request('/metrics')).status).toBe(401);
  const rebound = await collector.app.request(
    'http://evil.example/metrics',
    {},
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  );
  expect(rebound.status).toBe(401);
  const local = await collector.app.request(
    'http://127.0.0.1/metrics',
    {},
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  );
  expect(local.status).toBe(200);
  const writeKey = { authorization: `Bearer ${WRITE_KEY}` };
  expect((await fetch(`${url}/metrics`, { headers: writeKey })).status).toBe(403);
});

test('a key is told of its own project alone', async () => {
  const collector = await openCollector();
  const change = { actor: 'test', at: NOW };
  await collector.control.addProject({ projectId: 'other', timeZone: 'UTC', createdAt: NOW }, change);
  await collector.control.putKey({
    projectId: 'other',
    kind: 'write',
    key: 'wk_other',
    replaces: 'none',
    change,
  });
  await collector.send([track('m-1')], 'wk_other');
  await collector.send([track('m-1')]);
  const names = [...(await scrape(collector)).keys()];
  expect(names).toContain('ardent_messages_accepted_total{project="default"}');
  expect(names.filter((name) => name.includes('other'))).toEqual([]);
});

test('every answer names its request, by the id a proxy gave it if it gave one', async () => {
  const { app } = await openCollector();
  const ids = new Set<string>();
  for (const path of ['/healthz', '/v1/profiles', '/v1/batch', '/nothing', '/v1/track']) {
    const response = await app.request(path, { method: path === '/v1/batch' ? 'POST' : 'GET' });
    if (path !== '/v1/track') ids.add(response.headers.get('x-request-id') ?? '');
  }
  expect(ids.size).toBe(4);
  expect(ids.has('')).toBe(false);
  const given = await app.request('/healthz', { headers: { 'x-request-id': 'proxy-12345' } });
  expect(given.headers.get('x-request-id')).toBe('proxy-12345');
  const bad = await app.request('/healthz', { headers: { 'x-request-id': 'anna@example.com' } });
  expect(bad.headers.get('x-request-id')).not.toContain('anna');
});
