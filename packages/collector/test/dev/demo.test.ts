import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toDayString } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';
import { type RunningDev, startDev } from './run-dev.ts';
import { skipHistory } from './skip-history.ts';

// Starts of whole servers, with a history on its way.
vi.setConfig({ testTimeout: 300_000 });

const SECRET_KEY = 'sk_of_default_for_tests';
const DAY_MS = 86_400_000;
const ARRIVING = 'made-up customers are arriving now';

let folder: string;
let running: RunningDev | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ardent-demo-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(folder, { recursive: true });
});

async function start(): Promise<RunningDev> {
  running = await startDev({ ARDENT_DATA_DIR: folder, ARDENT_SECRET_KEY: SECRET_KEY });
  return running;
}

/** Does something with the folder's collector before `npm start` has it. */
async function prepare(action: (collector: Collector, url: string) => Promise<unknown>): Promise<void> {
  const settings = { ARDENT_DATA_DIR: folder, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
  const collector = await createCollector(loadConfig({}, settings), { now: Date.now });
  const { url } = await collector.start();
  await action(collector, url).finally(() => collector.stop());
}

async function openDashboard({ loginLink, url }: RunningDev): Promise<(path: string) => Promise<string>> {
  const response = await fetch(loginLink, { redirect: 'manual' });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (path) => (await fetch(url + path, { headers: { cookie } })).text();
}

/** Of all messages that the demo's project keeps, in milliseconds since 1970 UTC. */
function timesOfEvents(): number[] {
  const db = new SqliteDatabase(join(folder, 'projects', 'demo.db'), { readonly: true });
  try {
    return db.prepare<[], number>('SELECT at FROM event ORDER BY at').pluck().all();
  } finally {
    db.close();
  }
}

const daysThere = (page: string) => Number(/(\d+) of 90 days are there/.exec(page)?.[1] ?? Number.NaN);

test('an empty folder is filled behind, which the pages say; a start that was cut short goes on', async () => {
  const first = await start();
  expect(first.out()).toContain(ARRIVING);
  const read = await openDashboard(first);
  await vi.waitFor(async () => expect(daysThere(await read('/projects/demo'))).toBeGreaterThan(0), 150_000);
  const page = await read('/projects/demo');
  expect(page).toContain('<meta http-equiv="refresh"');
  expect(page).toContain('.example');
  expect(await read('/projects/default')).toContain('Waiting for the first event');
  expect(await first.stop()).toBe(0);
  expect(first.err()).toBe('SIGTERM: letting running requests end\n');
  const second = await start();
  expect(second.out()).toContain(ARRIVING);
});

test('a story that ended long ago is left as it is, which the terminal and the pages say', async () => {
  await skipHistory(folder);
  const dev = await start();
  expect(dev.out()).toContain('/demo/app');
  expect(dev.out()).not.toContain(ARRIVING);
  expect(dev.out()).toContain('The story of its made-up customers ended on 2020-01-01');
  const page = await (await openDashboard(dev))('/projects/demo');
  expect(page).toContain('The story of these made-up customers ended on 2020-01-01');
  expect(page).toContain('ARDENT_DATA_DIR=./data-fresh npm start');
  expect(page).not.toContain('.example');
  expect(page).not.toContain('<meta http-equiv="refresh"');
});

test('a story of some days ago goes on to today, and a second start adds nothing that was there', async () => {
  const recently = Date.now() - 3 * DAY_MS;
  await skipHistory(folder, recently);
  const startedAt = Date.now();
  const first = await start();
  expect(first.out()).toContain(`since ${toDayString(Math.floor(recently / DAY_MS))} is arriving now`);
  await vi.waitFor(() => expect(first.out()).toContain('their story is told up to now'), 150_000);
  expect(await first.stop()).toBe(0);
  const told = timesOfEvents();
  const before = told.filter((at) => at <= startedAt);
  expect(before.length).toBeGreaterThan(500);
  const second = await start();
  await vi.waitFor(() => expect(timesOfEvents().length).toBeGreaterThan(told.length), 150_000);
  expect(await second.stop()).toBe(0);
  expect(timesOfEvents().filter((at) => at <= startedAt)).toEqual(before);
});

test('a folder with data of its own gets the apps, and no made-up customers', async () => {
  await prepare(async (_, url) => {
    const response = await fetch(`${url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      body: JSON.stringify({ userId: 'ada', event: 'Report Viewed' }),
    });
    expect(response.status).toBe(200);
  });
  const dev = await start();
  expect((await fetch(`${dev.url}/demo/app`)).status).toBe(200);
  expect(dev.out()).not.toContain(ARRIVING);
});

test("somebody else's project of that name is left alone", async () => {
  const keys: string[] = [];
  const keysOf = async ({ control }: Collector) =>
    (await control.listKeys('demo', Date.now())).map(({ keyId }) => keyId);
  await prepare(async (collector) => {
    const change = { actor: 'somebody', at: Date.now() };
    const project = { projectId: 'demo', timeZone: 'UTC', createdAt: Date.now() };
    await collector.control.addProject(project, change);
    const key = {
      projectId: 'demo',
      kind: 'secret',
      key: 'sk_of_somebody_else_0',
      replaces: 'none',
    } as const;
    await collector.control.putKey({ ...key, change });
    keys.push(...(await keysOf(collector)));
  });
  const dev = await start();
  expect(dev.out()).toContain('No demo: this data folder has a project "demo"');
  expect((await fetch(`${dev.url}/demo/app`)).status).toBe(404);
  await dev.stop();
  await prepare(async (collector) => expect(await keysOf(collector)).toEqual(keys));
});

test('"ardent serve" brings nothing of it', async () => {
  const server = spawn(process.execPath, [resolve(import.meta.dirname, '../../bin/ardent.mjs'), 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', ARDENT_DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  let out = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  await vi.waitFor(() => expect(out).toContain('data-write-key'), 30_000);
  const [url = ''] = /http:\S+/.exec(out) ?? [];
  expect((await fetch(`${url}/demo/app`)).status).toBe(404);
  server.kill('SIGTERM');
  await ended;
  await prepare(async ({ control }) =>
    expect((await control.listProjects()).map(({ projectId }) => projectId)).toEqual(['default']),
  );
});
