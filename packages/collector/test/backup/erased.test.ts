import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';
import { dataFolder } from '../../src/data-folder.ts';
import { expectVerified } from '../faults/expect-whole.ts';
import {
  openCollector,
  SECRET_KEY,
  type TestCollector,
  temporaryFolder,
  WRITE_KEY,
} from '../http/open-collector.ts';

const AUTHORIZED = { authorization: `Bearer ${SECRET_KEY}` };
const ERASED = ['anna', 'carl'];

const track = (userId: string, messageId: string) => ({
  type: 'track',
  event: 'E',
  userId,
  anonymousId: `browser-of-${userId}`,
  messageId,
});

/**
 * People in a backup, and a rejected message of a browser that is anna's only since then; two of them were erased since,
 * one before and one after a third one's last message.
 */
async function eraseAfterBackup(): Promise<{ collector: TestCollector; backup: string }> {
  const collector = await openCollector();
  const { app, config, clock, send } = collector;
  const refused = { type: 'track', anonymousId: 'phone-of-anna', messageId: 'm-refused' };
  await send([track('anna', 'm-1'), track('bob', 'm-2'), track('carl', 'm-3'), refused]);
  const backup = join(temporaryFolder(), 'backup');
  await createBackup(dataFolder(config.dataDir), { target: backup, now: clock.now });
  await send([{ ...track('anna', 'm-4'), anonymousId: 'phone-of-anna' }]);
  for (const userId of ERASED) {
    const erased = await app.request(`/v1/profiles/${userId}`, { method: 'DELETE', headers: AUTHORIZED });
    expect(erased.status).toBe(200);
    clock.now += 60_000;
    await send([track('bob', `m-after-${userId}`)]);
  }
  await collector.stop();
  return { collector, backup };
}

async function openRestored({ config, clock }: TestCollector, dataDir: string): Promise<Collector> {
  const restored = await createCollector({ ...config, dataDir }, { now: () => clock.now });
  onTestFinished(() => restored.stop());
  await restored.app.request('/readyz');
  return restored;
}

async function statusOf({ app }: Collector, userId: string): Promise<number> {
  return (await app.request(`/v1/profiles/${userId}`, { headers: AUTHORIZED })).status;
}

/** What an offline queue sends again: of ten minutes ago. */
async function resend({ app }: Collector, { clock }: TestCollector): Promise<unknown> {
  const timestamp = new Date(clock.now - 600_000).toISOString();
  const batch = ['anna', 'bob', 'carl'].map((userId) => ({ ...track(userId, `late-${userId}`), timestamp }));
  const response = await app.request(`/v1/batch?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    body: JSON.stringify({ batch }),
  });
  return response.json();
}

test('a restored backup brings nobody back who was erased since, nor does an offline queue after it', async () => {
  const { collector, backup } = await eraseAfterBackup();
  const data = dataFolder(collector.config.dataDir);
  const { aside } = await restoreBackup(data, { backup, force: true, now: collector.clock.now });
  expect(aside).toBeDefined();
  const restored = await openRestored(collector, data.path);
  for (const userId of ERASED) expect(await statusOf(restored, userId), userId).toBe(404);
  expect(await statusOf(restored, 'bob')).toBe(200);
  expect(await resend(restored, collector)).toMatchObject({
    accepted: 1,
    rejected: [
      { index: 0, code: 'erased' },
      { index: 2, code: 'erased' },
    ],
  });
  await restored.stop();
  expectVerified(data.path);
  const files = readdirSync(data.projectsPath).map((name) => readFileSync(join(data.projectsPath, name)));
  for (const name of ['browser-of-anna', 'browser-of-carl', 'phone-of-anna'])
    expect(Buffer.concat(files).includes(name), name).toBe(false);
  expect(Buffer.concat(files).includes('browser-of-bob')).toBe(true);
});

test('elsewhere it does, unless tombstones.jsonl comes along', async () => {
  const { collector, backup } = await eraseAfterBackup();
  const { now } = collector.clock;
  const [alone, beside] = [dataFolder(temporaryFolder()), dataFolder(temporaryFolder())];
  copyFileSync(dataFolder(collector.config.dataDir).tombstonesPath, beside.tombstonesPath);
  for (const [data, status] of [
    [alone, 200],
    [beside, 404],
  ] as const) {
    await restoreBackup(data, { backup, force: false, now });
    const restored = await openRestored(collector, data.path);
    for (const userId of ERASED) expect(await statusOf(restored, userId), userId).toBe(status);
    expect(await statusOf(restored, 'bob')).toBe(200);
    expectVerified(data.path);
  }
});
