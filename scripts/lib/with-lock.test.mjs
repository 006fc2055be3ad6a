import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, expect, it, vi } from 'vitest';
import { withLock } from './with-lock.mjs';

const run = promisify(execFile);
const NOBODY = 2 ** 30;

/** @type {string} */
let folder;
/** @type {string} */
let lock;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ardent-lock-'));
  lock = join(folder, 'lock');
});

/** @param {{ pid: number, host: string }} holder */
function leaveLock(holder) {
  writeFileSync(lock, JSON.stringify(holder));
}

it('is free again after the action, also after one that failed', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
  expect(await withLock(lock, async () => existsSync(lock))).toBe(true);
});

it('waits for a living holder, and says for whom', async () => {
  leaveLock({ pid: process.ppid, host: hostname() });
  const onWait = vi.fn(() => rmSync(lock));
  await withLock(lock, async () => {}, onWait);
  expect(onWait).toHaveBeenCalledExactlyOnceWith(process.ppid);
});

it('takes over from a process that is gone, at once', async () => {
  leaveLock({ pid: NOBODY, host: hostname() });
  const onWait = vi.fn();
  await withLock(lock, async () => {}, onWait);
  expect(onWait).not.toHaveBeenCalled();
});

it('takes over what was not renewed for half a minute, whoever holds it', async () => {
  leaveLock({ pid: process.ppid, host: 'another machine' });
  const silentSince = new Date(Date.now() - 31_000);
  utimesSync(lock, silentSince, silentSince);
  const onWait = vi.fn();
  await withLock(lock, async () => {}, onWait);
  expect(onWait).not.toHaveBeenCalled();
});

it('lets one process in at a time, also when all of them find a stale lock', {
  timeout: 20_000,
}, async () => {
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  leaveLock({ pid: NOBODY, host: hostname() });
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(String(pathToFileURL(join(import.meta.dirname, 'with-lock.mjs'))))};
    const [counter, lock] = process.argv.slice(1);
    await withLock(lock, async () => {
      const seen = Number(readFileSync(counter, 'utf8'));
      await sleep(20);
      writeFileSync(counter, String(seen + 1));
    });`;
  const processes = Array.from({ length: 8 }, () =>
    run(process.execPath, ['--input-type=module', '-e', script, counter, lock]),
  );
  await Promise.all(processes);
  expect(readFileSync(counter, 'utf8')).toBe('8');
});
