import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { BIN } from '../http/run-ardent.ts';
import { expectKept, expectVerified } from './expect-whole.ts';
import { postRequest, type SentRequest } from './start-load.ts';

// A small file system that .ci/extra/disk-full.sh mounts; without it a process that may write no large files.
const SMALL_DISK = process.env['ARDENT_SMALL_DISK'];
// Blocks of 1,024 bytes, far less than the write-ahead log takes before it starts again.
const FILE_LIMIT_BLOCKS = 3_000;
const LEFT_BYTES = 4_000_000;

interface Tight {
  dataDir: string;
  /** A command in front of the server's. */
  wrapper: string[];
  makeRoom(child: ChildProcess): void;
}

function tightDisk(): Tight {
  if (SMALL_DISK === undefined) {
    return {
      dataDir: temporaryFolder(),
      wrapper: ['bash', '-c', `ulimit -S -f ${FILE_LIMIT_BLOCKS} && exec "$0" "$@"`],
      makeRoom: ({ pid }) => void execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']),
    };
  }
  const folder = mkdtempSync(join(SMALL_DISK, 'ardent-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const ballast = join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - LEFT_BYTES));
  return { dataDir, wrapper: [], makeRoom: () => rmSync(ballast) };
}

async function serve({ dataDir, wrapper }: Tight): Promise<{ child: ChildProcess; url: string }> {
  const [command = '', ...args] = [...wrapper, process.execPath, BIN, 'serve'];
  const env = {
    PORT: '0',
    ARDENT_DATA_DIR: dataDir,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  };
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  await expect.poll(() => out, { timeout: 20_000 }).toMatch(/listens on \S+\n[\s\S]*<script/);
  return { child, url: /listens on (\S+)/.exec(out)?.[1] ?? '' };
}

interface Answer {
  status: number;
  retryAfter: number;
  code: string | undefined;
}

async function send(url: string, request: SentRequest): Promise<Answer> {
  const { userId, messageIds } = request;
  const noise = Array.from({ length: 10 }, (_, n) => [`noise${n}`, randomBytes(450).toString('hex')]);
  const properties = Object.fromEntries(noise);
  const batch = messageIds.map((messageId) => ({ type: 'track', event: 'E', userId, messageId, properties }));
  const response = await fetch(`${url}/v1/batch?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ batch }),
  });
  const { accepted, code } = (await response.json()) as { accepted?: number; code?: string };
  request.isAcknowledged = accepted === messageIds.length;
  return { status: response.status, retryAfter: Number(response.headers.get('retry-after')), code };
}

test('a disk that is full: 503 and Retry-After, nothing acknowledged is lost, and on by itself with room', async () => {
  const tight = tightDisk();
  const { child, url } = await serve(tight);
  const sent: SentRequest[] = [];
  const sendNext = () => {
    const n = sent.length;
    const request = { userId: 'anna', messageIds: [`m-${n}-0`, `m-${n}-1`], isAcknowledged: false };
    sent.push(request);
    return send(url, request);
  };
  let answer = await sendNext();
  while (answer.status === 200 && sent.length < 2_000) answer = await sendNext();
  expect(answer.status).toBe(503);
  expect(answer.retryAfter).toBeGreaterThan(0);
  expect(['disk_full', 'disk_failed']).toContain(answer.code);
  expect(sent.length).toBeGreaterThan(20);
  for (let n = 0; n < 20; n++) expect([200, 503]).toContain((await sendNext()).status);
  await expectKept(tight.dataDir, sent);
  // A little may fit in even where a batch does not: each look takes some of it.
  const isReady = async () => (await fetch(`${url}/readyz`)).status;
  await expect.poll(isReady, { interval: 1_000, timeout: 60_000 }).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  tight.makeRoom(child);
  await expect.poll(async () => (await sendNext()).status, { timeout: 15_000 }).toBe(200);
  await expect.poll(isReady, { interval: 200, timeout: 20_000 }).toBe(200);
  // What was refused is sent again, as its clients do, and is there once.
  for (const request of sent.filter(({ isAcknowledged }) => !isAcknowledged)) {
    expect(await postRequest(url, request)).toMatchObject({ rejected: [] });
    request.isAcknowledged = true;
  }
  await expectKept(tight.dataDir, sent);
  expectVerified(tight.dataDir);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  expect((await closed)[0]).toBe(0);
  await expectKept(tight.dataDir, sent);
  expectVerified(tight.dataDir);
}, 120_000);
