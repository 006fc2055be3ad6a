import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { type RunningDev, spawnDev, startDev } from './run-dev.ts';

// Starts of whole servers, with a history on its way.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
const running: RunningDev[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ardent-dev-'));
});
afterEach(async () => {
  for (const dev of running.splice(0)) await dev.stop();
  await rm(folder, { recursive: true });
});

async function start(environment: Record<string, string> = {}): Promise<RunningDev> {
  const dev = await startDev({ ARDENT_DATA_DIR: folder, ...environment });
  running.push(dev);
  return dev;
}

async function logIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const read = async (url: string, cookie: string) => (await fetch(url, { headers: { cookie } })).text();

test('says where the apps, the dashboard and the keys are, and ends with 0 on SIGTERM', async () => {
  const dev = await start();
  expect(dev.out()).toContain(`Demo app     ${dev.url}/demo/app\n`);
  expect(dev.out()).toContain(`Example app  ${dev.url}/demo\n`);
  expect(dev.out()).toMatch(/<script async src="\S+\/ardent.js" data-write-key="wk_\S+"><\/script>/);
  expect(dev.out()).toMatch(/secret key, shown this once \(keep it\):\n {2}sk_\S{43}\n/);
  for (const path of ['/demo', '/demo/app']) expect((await fetch(dev.url + path)).status).toBe(200);
  expect(await dev.stop()).toBe(0);
});

test('the example has weights of its own once, and no secret key is shown a second time', async () => {
  await (await start()).stop();
  const dev = await start();
  expect(dev.out()).not.toContain('sk_');
  await dev.stop();
  const reader = openProjectReader(join(folder, 'projects', 'demo.db'));
  const models = await reader.listModels();
  await reader.close();
  expect(models.map(({ definition, isMain }) => [definition.name, isMain])).toEqual([
    ['Default', true],
    ['Taskwell', false],
  ]);
});

test('a second start says where the first one listens, with a fresh link, and ends with 0', async () => {
  const first = await start();
  const second = spawnDev({ ARDENT_DATA_DIR: folder });
  expect(await second.ended).toBe(0);
  expect(second.out()).toContain(`Ardent is already running at ${first.url}, with the data in ${folder}.`);
  const link = /http\S+\/login\?token=\S+/.exec(second.out())?.[0] ?? '';
  expect(await logIn(link)).toMatch(/^ardent_session=/);
});

test('without the demo there are neither the apps nor their project', async () => {
  const dev = await start({ ARDENT_DEMO: 'off' });
  expect(dev.out()).not.toMatch(/demo/i);
  for (const path of ['/demo', '/demo/app']) expect((await fetch(dev.url + path)).status).toBe(404);
  expect(await read(`${dev.url}/`, await logIn(dev.loginLink))).not.toContain('demo');
});

test('takes the next free port where nothing is said, and fails where PORT says a taken one', async () => {
  const taken = createServer().listen(8787, '127.0.0.1');
  // Whoever else has it: it is taken.
  await Promise.race([once(taken, 'listening'), once(taken, 'error')]).catch(() => undefined);
  const dev = await start({ PORT: '' });
  expect(Number(new URL(dev.url).port)).toBeGreaterThan(8787);
  await dev.stop();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const failed = spawnDev({ ARDENT_DATA_DIR: folder, PORT: String(port) });
  expect(await failed.ended).toBe(1);
  expect(failed.err()).toContain(`port ${port} on 127.0.0.1 is taken`);
  expect(failed.err()).toContain('set PORT to a free port');
  taken.close();
  other.close();
});
