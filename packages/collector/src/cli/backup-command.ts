import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createBackup } from '../backup/create-backup.ts';
import { loadConfig } from '../config.ts';
import { dataFolder } from '../data-folder.ts';
import type { Terminal } from './terminal.ts';

interface BackupFlags {
  dataDir?: string;
}

/** `ardent backup`: a copy of everything, taken while the collector runs or not. */
export function addBackupCommand(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .description('copy control data and every project into a new folder; the collector may be running')
    .argument('<folder>', 'a folder that is not there yet')
    .option('--data-dir <folder>', 'what to copy (ARDENT_DATA_DIR, ./data)')
    .action(async (folder: string, flags: BackupFlags) => {
      const target = resolve(folder);
      const data = dataFolder(loadConfig(flags).dataDir);
      const { files } = await createBackup(data, { target, now: Date.now() });
      const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      terminal.out(`${target}: ${files.length} files, ${sizeBytes} bytes, checked.`);
    });
}
