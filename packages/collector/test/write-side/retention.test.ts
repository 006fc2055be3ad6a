import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
// The thread runs the built file.
import { createWriteWorker } from '../../dist/write-side/create-write-worker.js';
import { openControlStorage } from '../../src/sqlite/control/open-control-storage.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { WriteSide } from '../../src/write-side/write-side.ts';
import { temporaryFolder } from '../http/open-collector.ts';
import { DAY_MS, item } from '../storage/messages.ts';

const OLD = 40;
const YOUNG = 3;

async function metric(writeSide: WriteSide, name: string): Promise<unknown> {
  const metrics = await writeSide.readMetrics();
  return metrics.find((one) => one.name === name)?.values;
}

test('the writing thread takes away what is too old soon after it opens a project, and says what', async () => {
  const folder = temporaryFolder();
  const controlPath = join(folder, 'control.db');
  const control = openControlStorage(controlPath);
  await control.addProject({ projectId: 'default', timeZone: 'UTC', createdAt: 1 }, { actor: 'test', at: 1 });
  await control.close();
  const path = join(folder, 'default.db');
  const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
  const daysAgo = (days: number) => {
    const at = Date.now() - days * DAY_MS;
    return item({ timestamp: at }, { receivedAt: at });
  };
  await writer.append([
    ...Array.from({ length: OLD }, () => daysAgo(9)),
    ...Array.from({ length: YOUNG }, () => daysAgo(0)),
  ]);
  await writer.close();

  const failures: unknown[] = [];
  const writeSide = createWriteWorker({
    controlPath,
    projectsDir: folder,
    tombstonesPath: join(folder, 'tombstones'),
    eventRetentionDays: 7,
    onError: (error) => failures.push(error),
    onFatal: (error) => failures.push(error),
  });
  onTestFinished(() => writeSide.close());
  await writeSide.openProject('default');
  await vi.waitFor(
    async () =>
      expect(await metric(writeSide, 'ardent_retired_rows_total')).toMatchObject([
        { labels: { project: 'default', kind: 'events' }, value: OLD },
      ]),
    { timeout: 60_000, interval: 200 },
  );
  const reader = openProjectReader(path);
  onTestFinished(() => reader.close());
  const profile = await reader.findProfile({ userId: 'u' });
  expect(profile && (await reader.listEvents(profile.profileId, { limit: 99 }))).toHaveLength(YOUNG);
  expect(failures).toEqual([]);
}, 90_000);
