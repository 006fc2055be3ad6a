import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, cpSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { serveArdent } from '../http/run-ardent.ts';
import { expectKept, expectVerified, projectPath, readStored } from './expect-whole.ts';
import { postRequest, type SentRequest, startLoad } from './start-load.ts';

const keys = { ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY };
// Of SQLite's log: a frame is a header and a page.
const FRAME_BYTES = 24 + 4096;

/** The folder of a server that was killed, and what one client sent to it, one request after the other. */
async function killedData(): Promise<{ dataDir: string; sent: SentRequest[] }> {
  const dataDir = temporaryFolder();
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  const load = startLoad(server.url, { name: 'torn', senders: 1 });
  await expect.poll(() => load.sent.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(30);
  const closed = once(server.child, 'close');
  server.child.kill('SIGKILL');
  await Promise.all([closed, load.stop()]);
  return { dataDir, sent: load.sent };
}

function copyOf(dataDir: string): { dataDir: string; logPath: string } {
  const copy = join(temporaryFolder(), 'data');
  cpSync(dataDir, copy, { recursive: true });
  return { dataDir: copy, logPath: `${projectPath(copy)}-wal` };
}

/** Starts on the folder without any help, is whole, and takes messages again. */
async function expectRecovered(dataDir: string): Promise<void> {
  const server = await serveArdent({ ARDENT_DATA_DIR: dataDir, ...keys });
  expect(await postRequest(server.url, { userId: 'after', messageIds: ['after-1'] })).toMatchObject({
    accepted: 1,
  });
  expectVerified(dataDir);
  const closed = once(server.child, 'close');
  server.child.kill('SIGTERM');
  expect((await closed)[0]).toBe(0);
  expectVerified(dataDir);
}

function garble(path: string, fromEnd: number): void {
  const bytes = readFileSync(path);
  randomBytes(fromEnd).copy(bytes, bytes.length - fromEnd);
  writeFileSync(path, bytes);
}

test('a write-ahead log with a torn tail: what it tells whole is kept, the rest is as if it never came', async () => {
  const { dataDir, sent } = await killedData();
  const acknowledged = sent.filter(({ isAcknowledged }) => isAcknowledged);
  expect(acknowledged.length).toBeGreaterThanOrEqual(30);

  // A commit that the power cut short comes after all that was acknowledged.
  for (const tail of [randomBytes(11), randomBytes(FRAME_BYTES * 2 + 100), Buffer.alloc(FRAME_BYTES)]) {
    const { dataDir: copy, logPath } = copyOf(dataDir);
    appendFileSync(logPath, tail);
    await expectRecovered(copy);
    await expectKept(copy, sent);
  }

  // A disk that lied about its fsync: the latest requests are gone as a whole, and none before them.
  const tears: ((path: string) => void)[] = [
    (path) => truncateSync(path, statSync(path).size - 1),
    (path) => truncateSync(path, statSync(path).size - FRAME_BYTES * 5 - 1000),
    (path) => garble(path, 100),
    (path) => garble(path, FRAME_BYTES * 9 + 7),
  ];
  for (const tear of tears) {
    const { dataDir: copy, logPath } = copyOf(dataDir);
    tear(logPath);
    await expectRecovered(copy);
    const stored = new Set(await readStored(copy, sent));
    const isStored = sent.map(({ messageIds }) => messageIds.every((id) => stored.has(id)));
    const firstLost = isStored.indexOf(false);
    expect(firstLost).toBeGreaterThan(0);
    expect(firstLost).toBeLessThan(sent.length);
    expect(isStored.slice(firstLost)).not.toContain(true);
  }
}, 180_000);
