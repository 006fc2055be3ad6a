import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { dataFolder } from '../../src/data-folder.ts';
import { openCollector, temporaryFolder } from '../http/open-collector.ts';
import { watchDisk } from './watch-disk.ts';

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
