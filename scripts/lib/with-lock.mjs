import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt } from './attempt.mjs';

const BEAT_MS = 5_000;
// Six beats missed. A living process id alone proves nothing: ids are used again, after a restart above all.
const SILENT_MS = 30_000;
const POLL_MS = 200;

/**
 * Runs `action` while holding a lock file, so that one process at a time does it in this checkout.
 * Waits while another holds it (`onWait` is then called once, with the holder's process id if that is known).
 * A lock whose process is gone, or that was not renewed for 30 s, is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} action
 * @param {(holder: number | undefined) => void} [onWait]
 * @returns {Promise<T>}
 */
export async function withLock(file, action, onWait = () => {}) {
  await acquire(file, onWait);
  const beat = setInterval(() => attempt('ENOENT', () => utimesSync(file, new Date(), new Date())), BEAT_MS);
  try {
    return await action();
  } finally {
    clearInterval(beat);
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {(holder: number | undefined) => void} onWait
 */
async function acquire(file, onWait) {
  for (let waited = false; !create(file); ) {
    if (removeIfStale(file)) continue;
    if (!waited) onWait(readHolder(file)?.pid);
    waited = true;
    await sleep(POLL_MS);
  }
}

/** @param {string} file */
function create(file) {
  mkdirSync(dirname(file), { recursive: true });
  const us = JSON.stringify({ pid: process.pid, host: hostname() });
  return attempt('EEXIST', () => writeFileSync(file, us, { flag: 'wx' }));
}

/**
 * Only whoever made the folder beside the lock may look at a stale lock and remove it: of two waiting processes
 * that both found it stale, the slower one would otherwise remove the new lock of the faster.
 * @param {string} file
 */
function removeIfStale(file) {
  const breaking = `${file}.breaking`;
  if (!attempt('EEXIST', () => mkdirSync(breaking))) {
    if (silentMs(breaking) > SILENT_MS) attempt('ENOENT', () => rmdirSync(breaking));
    return false;
  }
  try {
    const stale = isStale(file);
    if (stale) rmSync(file, { force: true });
    return stale;
  } finally {
    attempt('ENOENT', () => rmdirSync(breaking));
  }
}

/** @param {string} file */
function isStale(file) {
  const holder = readHolder(file);
  const died = holder?.host === hostname() && !isAlive(holder.pid);
  return died || silentMs(file) > SILENT_MS;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return attempt('ESRCH', () => process.kill(pid, 0));
  } catch {
    return true; // EPERM: it lives, and belongs to another user.
  }
}

/** @param {string} file */
function silentMs(file) {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

/**
 * Undefined where there is no lock, or none that has been written to its end yet.
 * @param {string} file
 * @returns {{ pid: number, host: string } | undefined}
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
