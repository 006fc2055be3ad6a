import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { OpenStorage, StorageSettings } from './contract/storage-subject.ts';
import { NOON } from './messages.ts';

/** A project in SQLite, in a folder of its own that `destroy` removes. */
export async function openSqliteStorage(settings: StorageSettings): Promise<OpenStorage> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-storage-'));
  return openIn(folder, settings);
}

function openIn(folder: string, settings: StorageSettings): OpenStorage {
  const path = join(folder, 'project.db');
  const writer = openProjectWriter({ path, now: () => NOON, ...settings });
  const reader = openProjectReader(path);
  const close = async () => {
    await reader.close();
    await writer.close();
  };
  return {
    writer,
    reader,
    async reopen() {
      await close();
      return openIn(folder, settings);
    },
    async destroy() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
