import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { dataFolder } from '../../src/data-folder.ts';
import { openCollector, temporaryFolder } from '../http/open-collector.ts';
import { watchBuiltin } from '../security/watch-builtin.ts';

interface Step {
  does: 'sync' | 'rename';
  path: string;
  order: number;
}

/** What became durable since it was asked last, and what got another name, in order; not what SQLite does by itself. */
function watchDisk(): () => string[] {
  const opened = watchBuiltin(fs, 'openSync');
  const synced = watchBuiltin(fs, 'fsyncSync');
  const renamed = watchBuiltin(fs, 'renameSync');
  return () => {
    const opens = opened.mock.results.map(({ value }, n) => ({
      handle: value as number,
      path: String(opened.mock.calls[n]?.[0]),
      order: opened.mock.invocationCallOrder[n] ?? 0,
    }));
    const syncs = synced.mock.calls.map(([handle], n): Step => {
      const order = synced.mock.invocationCallOrder[n] ?? 0;
      const path = opens.findLast((one) => one.handle === handle && one.order < order)?.path ?? '';
      return { does: 'sync', path, order };
    });
    const renames = renamed.mock.calls.map(([from], n): Step => {
      return { does: 'rename', path: String(from), order: renamed.mock.invocationCallOrder[n] ?? 0 };
    });
    for (const watched of [opened, synced, renamed]) watched.mockClear();
    return [...syncs, ...renames]
      .sort((a, b) => a.order - b.order)
      .map(({ does, path }) => `${does} ${path}`);
  };
}

// A power cut can't be had in a test, and a kill shows nothing: the page cache survives it.
test.skipIf(process.platform === 'win32')(
  'a backup and a restore are on disk when they are done: files before they get their names, names after',
  async () => {
    const { send, stop, config } = await openCollector();
    await send([{ type: 'track', event: 'E', userId: 'anna', messageId: 'm-1' }]);
    await stop();
    const parent = temporaryFolder();
    const backup = join(parent, 'backup');
    const listSteps = watchDisk();
    await createBackup(dataFolder(config.dataDir), { target: backup, now: 0 });
    expect(listSteps()).toEqual([
      `sync ${backup}.partial/backup.json`,
      `sync ${backup}.partial/projects`,
      `sync ${backup}.partial`,
      `rename ${backup}.partial`,
      `sync ${parent}`,
    ]);

    const { path } = dataFolder(temporaryFolder());
    await restoreBackup(dataFolder(path), { backup, force: false, now: 0 });
    expect(listSteps()).toEqual([
      `sync ${path}/restoring/control.db`,
      `sync ${path}/restoring/projects/default.db`,
      `sync ${path}/restoring/projects`,
      `rename ${path}/restoring/projects`,
      `rename ${path}/restoring/control.db`,
      `sync ${path}`,
    ]);
  },
);
