import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt } from './attempt.mjs';
import { root } from './paths.mjs';
import { StepFailed } from './run-command.mjs';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */

/** @type {StopSignal[]} */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// In a process group of its own, a program can be ended together with everything it started (make, compilers, servers).
const ownGroup = process.platform !== 'win32';
const leash = join(dirname(fileURLToPath(import.meta.url)), 'leash.mjs');

/**
 * Runs a program to its end and resolves with its exit code (1 when a signal ended it). What it prints goes where ours
 * goes; with `toStderr` all of it to stderr; with `onOutput` nowhere but there.
 * When SIGINT, SIGTERM or SIGHUP arrives meanwhile, the program and all its children get it too, and `StepFailed` is
 * thrown when they have ended.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, toStderr?: boolean, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<number>}
 */
export async function runProcess(
  file,
  args,
  { cwd = root, env = process.env, toStderr = false, onOutput } = {},
) {
  const stdout = onOutput ? 'pipe' : toStderr ? 2 : 'inherit';
  const stderr = onOutput ? 'pipe' : 'inherit';
  const child = spawnGroup(file, args, { cwd, env, stdio: ['ignore', stdout, stderr] });
  if (onOutput) {
    child.stdout?.setEncoding('utf8').on('data', onOutput);
    child.stderr?.setEncoding('utf8').on('data', onOutput);
  }
  return untilClosed(child);
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function spawnGroup(file, args, options) {
  if (!ownGroup) return spawn(file, args, options);
  return spawn(process.execPath, [leash, String(process.pid), file, ...args], { ...options, detached: true });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
async function untilClosed(child) {
  /** @type {StopSignal[]} */
  const received = [];
  /** @param {StopSignal} signal */
  const stop = (signal) => {
    received.push(signal);
    endWithChildren(child, signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  try {
    const [code] = await once(child, 'close');
    const [signal] = received;
    if (signal) throw new StepFailed(`stopped by ${signal}`, 128 + constants.signals[signal]);
    return code ?? 1;
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {StopSignal} signal
 */
function endWithChildren({ pid }, signal) {
  if (pid !== undefined) attempt('ESRCH', () => process.kill(ownGroup ? -pid : pid, signal));
}
