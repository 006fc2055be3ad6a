import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { openProjectFile } from './project/project-file.ts';

const SYNCHRONOUS_FULL = 2;

// No kill can show this, because the page cache survives it: .ci/extra/fsync.sh watches the system calls.
test.each([
  ['control data', openDatabase],
  ["a project's file", openProjectFile],
])('%s: commits go to a write-ahead log, and each of them is fsynced', (_, open) => {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-open-'));
  const database = open(join(folder, 'some.db'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const told = (name: string) => database.pragma(name, { simple: true });
  expect([told('journal_mode'), told('synchronous'), told('foreign_keys')]).toEqual([
    'wal',
    SYNCHRONOUS_FULL,
    1,
  ]);
});
