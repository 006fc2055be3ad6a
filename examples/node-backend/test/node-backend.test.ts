import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkUserToken } from '../../../packages/collector/src/access/user-token.ts';
import { loadConfig } from '../../../packages/collector/src/config.ts';
import { type Collector, createCollector } from '../../../packages/collector/src/create-collector.ts';

const MAIN = resolve(import.meta.dirname, '../src/main.mjs');
const SECRET_KEY = 'sk_of_the_node_backend';
const TOKEN_SECRET = { keyId: 'key_tokens', secret: 'ts_of_the_node_backend' };
const WAIT = { timeout: 20_000, interval: 100 };

let folder: string;
let collector: Collector;
let ardentUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ardent-node-backend-'));
  const settings = { ARDENT_DATA_DIR: folder, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
  collector = await createCollector(loadConfig({}, settings), { now: Date.now });
  ({ url: ardentUrl } = await collector.start());
});
afterAll(async () => {
  await collector.stop();
  await rm(folder, { recursive: true });
});

/** Runs what `npm start` runs, with nothing but the given environment. */
function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed.err += text;
  });
  return { child, printed, ended: once(child, 'close').then(([exitCode]) => exitCode as number | null) };
}

async function read<Body>(path: string): Promise<Body> {
  const response = await fetch(ardentUrl + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  return (await response.json()) as Body;
}

test('what it tells is stored, the score comes back, the token holds, and ending loses nothing', async () => {
  const token = `${TOKEN_SECRET.keyId} ${TOKEN_SECRET.secret}`;
  const backend = run({
    ARDENT_URL: ardentUrl,
    ARDENT_SECRET_KEY: SECRET_KEY,
    ARDENT_TOKEN_SECRET: token,
    PORT: '0',
  });
  await vi.waitFor(() => expect(backend.printed.out).toContain('/api/score'), WAIT);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(backend.printed.out) ?? [];
  const post = async (path: string, body: object) =>
    (await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })).status;

  expect(await (await fetch(`${url}/api/score`)).json()).toBeNull();
  expect(await post('/api/invoices', { amount: -1 })).toBe(400);
  expect(await post('/api/invoices', { amount: 49 })).toBe(200);
  expect(await post('/api/seats', { seats: 12 })).toBe(200);
  await vi.waitFor(
    async () => expect(await (await fetch(`${url}/api/score`)).json()).toMatchObject({ rounded: 0 }),
    WAIT,
  );
  const { userId, userToken } = (await (await fetch(`${url}/api/session`)).json()) as Record<string, string>;
  const findTokenSecret = () => ({ ...TOKEN_SECRET, projectId: 'default' });
  expect(checkUserToken(`${userToken}`, { userId: `${userId}`, now: Date.now(), findTokenSecret }).ok).toBe(
    true,
  );

  type Profile = { accounts: { groupId: string }[] };
  const { accounts } = await read<Profile>('/v1/profiles/user-123');
  expect(accounts.map(({ groupId }) => groupId)).toEqual(['lovelace-ltd']);

  // Sent at the end, not a second later.
  expect(await post('/api/invoices', { amount: 50 })).toBe(200);
  backend.child.kill('SIGTERM');
  expect(await backend.ended).toBe(0);
  expect(backend.printed.err).toBe('');
  const { data } = await read<{
    data: { event: string | null; isPassive: boolean; properties: { amount?: number } }[];
  }>('/v1/profiles/user-123/events');
  const invoices = data.filter(({ event }) => event === 'Invoice Paid');
  expect(invoices.map(({ properties, isPassive }) => [properties.amount, isPassive])).toEqual([
    [50, true],
    [49, true],
  ]);
});

test.each([
  [{}, 'ARDENT_SECRET_KEY is missing: set it to a secret key'],
  [{ ARDENT_SECRET_KEY: SECRET_KEY, PORT: 'x' }, 'PORT must be a whole number from 0 to 65535, got "x"'],
  [
    { ARDENT_SECRET_KEY: SECRET_KEY, ARDENT_TOKEN_SECRET: 'ts_alone' },
    'ARDENT_TOKEN_SECRET must be an id and a secret',
  ],
])('with %j it says what is missing, and ends with 1', async (environment, message) => {
  const { ended, printed } = run(environment);
  expect(await ended).toBe(1);
  expect(printed.err).toContain(message);
});
