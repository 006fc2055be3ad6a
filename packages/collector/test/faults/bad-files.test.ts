import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { runArdent, type Server, serveArdent } from '../http/run-ardent.ts';
import { spoilHeader, spoilPages } from './damage-file.ts';
import { expectKept, expectVerified, projectPath } from './expect-whole.ts';
import { postRequest } from './start-load.ts';

const keys = { ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY };
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

/** The folder of a collector that took a message and was ended. */
async function usedData(): Promise<string> {
  const dataDir = temporaryFolder();
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  await postRequest(server.url, { userId: 'anna', messageIds: ['m-1'] });
  await end(server.child);
  return dataDir;
}

async function end(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** Sending is answered 503 with Retry-After, /readyz too, and the log names the file and the remedy. */
async function expectRefusal(
  server: Server,
  { code, path, hint }: { code: string; path: string; hint: RegExp },
): Promise<void> {
  const response = await fetch(`${server.url}/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ userId: 'anna', event: 'E', messageId: 'm-2' }),
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ code });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  await expect.poll(() => server.err()).toContain(path);
  expect(server.err()).toMatch(hint);
}

/** It is ready by itself, takes what it refused, and what is stored is whole. */
async function expectRecovery({ url }: Server, dataDir: string): Promise<void> {
  const status = async () => (await fetch(`${url}/readyz`)).status;
  await expect.poll(status, { interval: 200, timeout: 20_000 }).toBe(200);
  expect(await postRequest(url, { userId: 'anna', messageIds: ['m-2'] })).toMatchObject({ accepted: 1 });
  await expectKept(dataDir, [{ userId: 'anna', messageIds: ['m-1'], isAcknowledged: true }]);
  expectVerified(dataDir);
}

/** `ardent serve` on a folder that it can't use ends by itself. */
const serveInVain = (dataDir: string, user?: number) =>
  runArdent(['serve'], { PORT: '0', ARDENT_DATA_DIR: dataDir, ...keys }, user);

test.each(['control.db', 'lock.db'])(
  '%s that is no database: named at the start, with what to do',
  async (name) => {
    const dataDir = await usedData();
    const path = join(dataDir, name);
    spoilHeader(path);
    const { exitCode, err } = await serveInVain(dataDir);
    expect(exitCode).toBe(1);
    expect(err).toContain(path);
    expect(err).toMatch(/is not an Ardent database: move it away, or restore it from a backup/);
  },
);

test("a project's file that is no database: refused with 503, and mended by the file's return", async () => {
  const dataDir = await usedData();
  const path = projectPath(dataDir);
  const whole = readFileSync(path);
  spoilHeader(path);
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  await expectRefusal(server, { code: 'database_unusable', path, hint: /restore it from a backup/ });
  writeFileSync(path, whole);
  await expectRecovery(server, dataDir);
});

test('pages of it that are damaged: the same, and a backup is the remedy', async () => {
  const dataDir = await usedData();
  const path = projectPath(dataDir);
  const backup = join(temporaryFolder(), 'backup');
  const ardent = (...args: string[]) => runArdent(args, { ARDENT_DATA_DIR: dataDir });
  expect(await ardent('backup', backup)).toMatchObject({ exitCode: 0 });
  spoilPages(path);
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  await expectRefusal(server, { code: 'storage_corrupt', path, hint: /keep a copy .* restore a backup/ });
  await end(server.child);
  expect(await ardent('restore', backup, '--force')).toMatchObject({ exitCode: 0 });
  await expectRecovery(await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys }), dataDir);
}, 120_000);

test('a file that another process holds: 503 until it lets go, and on by itself', async () => {
  const dataDir = await usedData();
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  await postRequest(server.url, { userId: 'anna', messageIds: ['m-3'] });
  const other = new SqliteDatabase(projectPath(dataDir));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  await expectRefusal(server, {
    code: 'storage_locked',
    path: projectPath(dataDir),
    hint: /another process holds the file: end that process/,
  });
  other.exec('ROLLBACK');
  await expectRecovery(server, dataDir);
});

test('control data that another process holds: not ready until it lets go; messages are taken all the while', async () => {
  const dataDir = await usedData();
  const path = join(dataDir, 'control.db');
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  await postRequest(server.url, { userId: 'anna', messageIds: ['m-3'] });
  const other = new SqliteDatabase(path);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  await expect.poll(server.err).toMatch(/control\.db: database is locked.*another process holds it/);
  expect(await postRequest(server.url, { userId: 'anna', messageIds: ['m-4'] })).toMatchObject({
    accepted: 1,
  });
  other.exec('ROLLBACK');
  await expectRecovery(server, dataDir);
});

test("a project's file that may not be written: refused until it may be", async () => {
  const dataDir = await usedData();
  const path = projectPath(dataDir);
  // The rights of files do not bind root.
  const user = IS_ROOT ? NOBODY : undefined;
  for (const name of ['.', ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' })]) {
    if (user !== undefined) chownSync(join(dataDir, name), user, user);
  }
  chmodSync(path, 0o400);
  chmodSync(dirname(path), 0o500);
  onTestFinished(() => chmodSync(dirname(path), 0o700));
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys }, user);
  await expectRefusal(server, {
    code: 'database_unusable',
    path,
    hint: /let this user write to the file and its folder/,
  });
  chmodSync(path, 0o600);
  chmodSync(dirname(path), 0o700);
  await expectRecovery(server, dataDir);
});

test('files that this user may not write: named at the start, with what to do', async () => {
  const dataDir = await usedData();
  const everything = [
    dataDir,
    ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name)),
  ];
  // The rights of files do not bind root.
  const user = IS_ROOT ? NOBODY : undefined;
  for (const path of everything) {
    chmodSync(path, path.endsWith('projects') || path === dataDir ? 0o555 : 0o444);
    if (user !== undefined) chownSync(path, user, user);
  }
  onTestFinished(() => {
    for (const path of everything) chmodSync(path, 0o700);
  });
  const { exitCode, err } = await serveInVain(dataDir, user);
  expect(exitCode).toBe(1);
  expect(err).toContain(dataDir);
  expect(err).toMatch(/let this user write to the folder and the files in it|this user may write to it/);
});
