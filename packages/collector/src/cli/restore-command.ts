import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../backup/restore-backup.ts';
import { loadConfig } from '../config.ts';
import { dataFolder } from '../data-folder.ts';
import type { Terminal } from './terminal.ts';

interface RestoreFlags {
  dataDir?: string;
  force?: true;
}

/** `ardent restore`: puts a backup into a data folder; old data is kept aside. */
export function addRestoreCommand(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .description('put a backup into a data folder; the collector must not be running')
    .argument('<folder>', 'what "ardent backup" made')
    .option('--data-dir <folder>', 'where to (ARDENT_DATA_DIR, ./data)')
    .option('--force', 'where there is data already: put it aside')
    .action(async (folder: string, { dataDir, force }: RestoreFlags) => {
      const data = dataFolder(loadConfig(dataDir === undefined ? {} : { dataDir }).dataDir);
      const options = { backup: resolve(folder), force: force === true, now: Date.now() };
      const { manifest, aside } = await restoreBackup(data, options);
      const taken = new Date(manifest.createdAt).toISOString();
      terminal.out(`${data.path} is as it was at ${taken}: ${manifest.files.length} files.`);
      if (aside !== undefined) terminal.out(`What was there before: ${aside}`);
    });
}
