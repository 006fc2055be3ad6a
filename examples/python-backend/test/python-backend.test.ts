import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../packages/collector/src/config.ts';
import { type Collector, createCollector } from '../../../packages/collector/src/create-collector.ts';

const run = promisify(execFile);
const FOLDER = resolve(import.meta.dirname, '..');
const SECRET_KEY = 'sk_of_the_python_backend';

let dataDir: string;
let collector: Collector;
let url: string;
const clock = { now: Date.now };
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ardent-python-'));
  clock.now = Date.now;
  const settings = { ARDENT_DATA_DIR: dataDir, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
  collector = await createCollector(loadConfig({}, settings), { now: () => clock.now() });
  ({ url } = await collector.start());
});
afterEach(async () => {
  await collector.stop();
  await rm(dataDir, { recursive: true });
});

function canRun(...argv: string[]): boolean {
  try {
    execFileSync('python3', argv, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function runPython(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, ARDENT_URL: url, ARDENT_SECRET_KEY: SECRET_KEY };
  return run('python3', argv, { cwd: FOLDER, env });
}

async function read<Body>(path: string): Promise<Body> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  return (await response.json()) as Body;
}

/** What send_events.py tells, as the collector knows it then. */
async function expectEventsOfTheExample(): Promise<void> {
  const { data } = await read<{ data: { type: string; event: string | null; isPassive: boolean }[] }>(
    '/v1/profiles/user-123/events',
  );
  const told = data.map(({ type, event, isPassive }) => `${event ?? type}${isPassive ? ', passive' : ''}`);
  expect(told.sort()).toEqual(['Invoice Paid, passive', 'Report Viewed', 'group', 'identify']);
  expect(await read('/v1/accounts/lovelace-ltd/score')).toMatchObject({ seats: 12 });
  expect(await read('/v1/profiles/user-123')).toMatchObject({
    traits: { name: 'Ada Lovelace', plan: 'trial' },
  });
}

describe('a request that Segment’s Python client 2.3.4 made of send_events.py', () => {
  test.each([
    ['as it was recorded', (body: string) => body, {}],
    ['packed, as with gzip=True', (body: string) => gzipSync(body), { 'Content-Encoding': 'gzip' }],
  ])('%s, is stored, and once if it comes twice', async (_, pack, more) => {
    const recorded = JSON.parse(await readFile(join(import.meta.dirname, 'recorded-request.json'), 'utf8'));
    clock.now = () => Date.parse(JSON.parse(recorded.body).sentAt) + 100;
    const send = () =>
      fetch(url + recorded.path, {
        method: 'POST',
        headers: { ...recorded.headers, ...more },
        body: pack(recorded.body),
      });
    expect(await (await send()).json()).toMatchObject({ accepted: 4, duplicates: 0, rejected: [] });
    expect(await (await send()).json()).toMatchObject({ accepted: 0, duplicates: 4, rejected: [] });
    await expectEventsOfTheExample();
  });
});

describe.skipIf(!canRun('--version'))('in Python (not run where there is no python3)', () => {
  test('both programs compile', async () => {
    const check = 'import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]';
    await runPython('-c', check, 'send_events.py', 'read_score.py');
  });

  test('read_score.py says the score and its reasons', async () => {
    const ask = (userId: string) => runPython('read_score.py', userId);
    await expect(ask('a/b@c')).rejects.toMatchObject({ stderr: 'Ardent has not heard of a/b@c yet\n' });
    await fetch(`${url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      body: JSON.stringify({ userId: 'a/b@c', event: 'Report Viewed' }),
    });
    expect((await ask('a/b@c')).stdout).toMatch(/^7 very_disengaged\n {2}\+6\.7 active_days\n$/);
  });

  // Segment's package isn't installed with this repository.
  if (canRun('-c', 'import segment.analytics')) {
    test('send_events.py tells what it says by Segment’s client', async () => {
      expect(await runPython('send_events.py')).toEqual({ stdout: '', stderr: '' });
      await expectEventsOfTheExample();
    });
  }
});
