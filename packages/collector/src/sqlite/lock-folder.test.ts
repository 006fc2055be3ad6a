import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findLockHolder, lockFolder } from './lock-folder.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the second one is told where the first one listens', () => {
  const folder = makeFolder();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/just starting/);
  lock.announce('http://127.0.0.1:8787');
  expect(() => lockFolder(folder)).toThrow(
    expect.objectContaining({
      code: 'already_running',
      message: expect.stringContaining(`http://127.0.0.1:8787 (process ${process.pid})`),
      hint: expect.stringContaining('ARDENT_DATA_DIR'),
    }),
  );
  expect(findLockHolder(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:8787' });
  lock.release();
});

test('a lock that was released can be taken again', () => {
  const folder = makeFolder();
  expect(findLockHolder(folder)).toBeUndefined();
  lockFolder(folder).release();
  expect(findLockHolder(folder)).toBeUndefined();
  lockFolder(folder).release();
});

const HOLD_LOCK = `
  const database = new (require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))}))(process.argv[1]);
  database.exec('BEGIN EXCLUSIVE');
  process.send('locked');
  setInterval(() => undefined, 1000);
`;

test('a process that was killed holds nothing, whatever its pid is used for by now', async () => {
  const folder = makeFolder();
  const holder = spawn(process.execPath, ['-e', HOLD_LOCK, join(folder, 'lock.db')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(holder, 'message');
  expect(() => lockFolder(folder)).toThrow(/already running/);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockFolder(folder).release();
});
