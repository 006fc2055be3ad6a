import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
// The writing thread runs the built file.
import { createCollector } from '../../dist/create-collector.js';
import { loadConfig } from '../../src/config.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { expectVerified, projectPath } from './expect-whole.ts';
import { postRequest } from './start-load.ts';

const QUIET = { info: () => undefined, error: () => undefined };
const PATIENT = { timeout: 60_000, interval: 100 };
const SENDERS = 5;

interface Queue {
  requests: number;
  bytes: number;
  ageSeconds: number;
  accepted: number;
}

async function readQueue(url: string): Promise<Queue> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  const text = await response.text();
  const numberOf = (name: string) => Number(new RegExp(`^${name}(?:{.*})? (.+)$`, 'm').exec(text)?.[1]);
  return {
    requests: numberOf('ardent_queue_requests'),
    bytes: numberOf('ardent_queue_bytes'),
    ageSeconds: numberOf('ardent_queue_age_seconds'),
    accepted: numberOf('ardent_messages_accepted_total'),
  };
}

/** As a client does: again, until it is acknowledged. */
async function sendUntilStored(url: string, messageId: string): Promise<void> {
  const isStored = () => postRequest(url, { userId: 'u', messageIds: [messageId] }).catch(() => undefined);
  while ((await isStored()) === undefined);
}

test('/metrics shows how much waits and for how long while the writer is held up, and that it ends', async () => {
  const dataDir = temporaryFolder();
  const environment = { PORT: '0', ARDENT_DATA_DIR: dataDir, ARDENT_WRITE_KEY: WRITE_KEY };
  const config = loadConfig({}, { ...environment, ARDENT_SECRET_KEY: SECRET_KEY });
  const collector = await createCollector(config, { log: QUIET });
  onTestFinished(() => collector.stop());
  const { url } = await collector.start();
  await sendUntilStored(url, 'm-first');
  expect(await readQueue(url)).toEqual({ requests: 0, bytes: 0, ageSeconds: 0, accepted: 1 });

  const holder = new SqliteDatabase(projectPath(dataDir));
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN IMMEDIATE');
  const sending = Array.from({ length: SENDERS }, (_, n) => sendUntilStored(url, `m-${n}`));
  await vi.waitFor(async () => {
    const before = await readQueue(url);
    const after = await readQueue(url);
    expect([before.requests, after.requests]).toEqual([SENDERS, SENDERS]);
    expect(before.bytes).toBeGreaterThan(0);
    expect(before.ageSeconds).toBeGreaterThan(0);
    expect(after.ageSeconds).toBeGreaterThan(before.ageSeconds);
    expect(after.accepted).toBe(1);
  }, PATIENT);

  holder.exec('ROLLBACK');
  await Promise.all(sending);
  await vi.waitFor(async () => {
    expect(await readQueue(url)).toEqual({ requests: 0, bytes: 0, ageSeconds: 0, accepted: 1 + SENDERS });
  }, PATIENT);
  expectVerified(dataDir);
}, 120_000);
