import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder, makeDataFolder } from './data-folder.ts';

const RIGHTS = 0o777;

// Windows has no such rights.
test.skipIf(process.platform === 'win32')('a new data folder is for its owner alone', () => {
  const parent = mkdtempSync(join(tmpdir(), 'ardent-data-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const data = dataFolder(join(parent, 'data'));
  makeDataFolder(data);
  for (const path of [data.path, data.projectsPath]) expect(statSync(path).mode & RIGHTS).toBe(0o700);
});
