import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const BIN: string = resolve(import.meta.dirname, '../../bin/ardent.mjs');

export interface Finished {
  exitCode: number | null;
  out: string;
  err: string;
}

/** The built `ardent` command as a process of its own, of another user if asked; ended with the test at the latest. */
export function startArdent(
  args: string[],
  environment: Record<string, string>,
  user?: number,
): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  return child;
}

/** Runs a command to its end. */
export async function runArdent(
  args: string[],
  environment: Record<string, string>,
  user?: number,
): Promise<Finished> {
  const child = startArdent(args, environment, user);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, out: out(), err: err() };
}

export interface Server {
  child: ChildProcess;
  url: string;
  out(): string;
  err(): string;
}

/** `ardent serve` on a free port, once it listens; of another user if asked. */
export async function serveArdent(environment: Record<string, string>, user?: number): Promise<Server> {
  const child = startArdent(['serve'], { PORT: '0', ...environment }, user);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const exited = once(child, 'close');
  for (;;) {
    const url = /listens on (\S+)\n[\s\S]*<script/.exec(out())?.[1];
    if (url !== undefined) return { child, url, out, err };
    const next = child.stdout === null ? exited : Promise.race([once(child.stdout, 'data'), exited]);
    await next;
    if (child.exitCode !== null) throw new Error(`ardent serve ended with ${child.exitCode}: ${err()}`);
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}
