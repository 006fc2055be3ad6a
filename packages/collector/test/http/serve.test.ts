import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { expectVerified } from '../faults/expect-whole.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from './open-collector.ts';
import { runArdent, type Server, serveArdent } from './run-ardent.ts';

const keys = { ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY };

const read = (url: string, path: string, key = SECRET_KEY) =>
  fetch(url + path, { headers: { authorization: `Bearer ${key}` } });

async function sendOne(url: string, messageId: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/track?writeKey=${WRITE_KEY}`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'anna', event: 'Report Viewed', messageId }),
    });
    return response.status === 200 && ((await response.json()) as { accepted: number }).accepted === 1;
  } catch {
    return false;
  }
}

async function storedIds(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const response = await read(url, `/v1/profiles/anna/events?limit=1000${cursor && `&cursor=${cursor}`}`);
    const body = (await response.json()) as { data: { messageId: string }[]; nextCursor: string | null };
    ids.push(...body.data.map(({ messageId }) => messageId));
    cursor = body.nextCursor;
  }
  return ids;
}

async function stop({ child }: Server, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const exited = once(child, 'close');
  child.kill(signal);
  return ((await exited) as [number | null])[0];
}

test('the first start prints where it listens, a login link, the secret key and the script tag', async () => {
  const server = await serveArdent({ ARDENT_DATA_DIR: temporaryFolder() });
  const out = server.out();
  const [, secretKey = ''] = /Secret key.*: (sk_\S+)/.exec(out) ?? [];
  const [, link = ''] = /(http\S+\/login\?token=\S+)/.exec(out) ?? [];
  const [, src = '', writeKey = ''] =
    /<script async src="(\S+)" data-write-key="(\S+)"><\/script>/.exec(out) ?? [];
  expect((await read(server.url, '/v1/models', secretKey)).status).toBe(200);
  expect((await fetch(src)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await fetch(`${server.url}/v1/projects/${writeKey}/settings`)).status).toBe(200);
  const login = await fetch(link, { redirect: 'manual' });
  expect([login.status, login.headers.has('set-cookie')]).toEqual([303, true]);
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
});

test('killed in the middle and started again, it has all that it acknowledged, once', async () => {
  const dataDir = temporaryFolder();
  const environment = { ARDENT_DATA_DIR: dataDir, ...keys };
  const acknowledged: string[] = [];
  const sent = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const server = await serveArdent(environment);
    let isRunning = true;
    const senders = Array.from({ length: 8 }, async (_, sender) => {
      for (let n = 0; isRunning; n++) {
        const messageId = `m-${round}-${sender}-${n}`;
        sent.add(messageId);
        if (await sendOne(server.url, messageId)) acknowledged.push(messageId);
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50 * (round + 1));
    const killed = stop(server, 'SIGKILL');
    isRunning = false;
    await Promise.all([killed, ...senders]);
  }
  const server = await serveArdent(environment);
  const stored = await storedIds(server.url);
  expect(new Set(stored).size).toBe(stored.length);
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
  expect(stored.filter((id) => !sent.has(id))).toEqual([]);
  const profile = (await (await read(server.url, '/v1/profiles/anna')).json()) as ProfileJson;
  expect(profile.score?.score).toBeGreaterThan(0);
  expectVerified(dataDir);
});

test('SIGTERM lets running requests end, and exits with 0', async () => {
  const environment = { ARDENT_DATA_DIR: temporaryFolder(), ...keys };
  const server = await serveArdent(environment);
  const answers = Array.from({ length: 20 }, (_, n) => sendOne(server.url, `m-${n}`));
  await answers[0];
  expect(await stop(server, 'SIGTERM')).toBe(0);
  expect(server.err()).toContain('SIGTERM');
  const acknowledged = (await Promise.all(answers)).flatMap((isStored, n) => (isStored ? [`m-${n}`] : []));
  const again = await serveArdent(environment);
  expect(await storedIds(again.url)).toEqual(expect.arrayContaining(acknowledged));
});

test('a second start says where the first one listens', async () => {
  const folder = temporaryFolder();
  const server = await serveArdent({ ARDENT_DATA_DIR: folder, ...keys });
  const second = await runArdent(['serve'], { PORT: '0', ARDENT_DATA_DIR: folder, ...keys });
  expect(second.exitCode).toBe(1);
  expect(second.err).toContain(`already running with the data folder ${folder}: it listens on ${server.url}`);
});

test('a taken port is an error that names PORT', async () => {
  const server = await serveArdent({ ARDENT_DATA_DIR: temporaryFolder(), ...keys });
  const { port } = new URL(server.url);
  const second = await runArdent(['serve'], { PORT: port, ARDENT_DATA_DIR: temporaryFolder(), ...keys });
  expect(second.exitCode).toBe(1);
  expect(second.err).toContain(`port ${port} on 127.0.0.1 is taken`);
  expect(second.err).toContain('set PORT');
});

test('keys rotated by another process count at once', async () => {
  const environment = { ARDENT_DATA_DIR: temporaryFolder() };
  const server = await serveArdent(environment);
  const [, old = ''] = /Secret key.*: (sk_\S+)/.exec(server.out()) ?? [];
  const listed = await runArdent(['keys'], environment);
  expect(listed).toMatchObject({ exitCode: 0, err: '' });
  expect(listed.out).not.toContain(old);
  const [, writeKey = ''] = /write\s+(wk_\S+)/.exec(listed.out) ?? [];
  const rotated = await runArdent(['keys', 'rotate'], environment);
  const next = rotated.out.trim();
  expect([rotated.exitCode, rotated.err]).toEqual([0, expect.stringContaining('not shown again')]);
  expect((await read(server.url, '/v1/models', old)).status).toBe(401);
  expect((await read(server.url, '/v1/models', next)).status).toBe(200);
  const nextWriteKey = (await runArdent(['keys', 'rotate', '--write'], environment)).out.trim();
  const status = async (key: string) =>
    (
      await fetch(`${server.url}/v1/t?writeKey=${key}`, {
        method: 'POST',
        body: '{"userId":"a","event":"E"}',
      })
    ).status;
  expect([await status(writeKey), await status(nextWriteKey)]).toEqual([401, 200]);
});
