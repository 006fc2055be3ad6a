import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const SCRIPT = resolve(import.meta.dirname, 'start-dev.mjs');

/** What `npm start` runs, as a process of its own with nothing but the given environment. */
export interface DevProcess {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

export interface RunningDev extends DevProcess {
  url: string;
  loginLink: string;
  /** Ends it by SIGTERM. */
  stop(): Promise<number | null>;
}

/** Starts it and waits for nothing. */
export function spawnDev(environment: Record<string, string>): DevProcess {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  return { child, out, err, ended };
}

/** Starts it on a free port, and answers once it has said that it is ready. */
export async function startDev(environment: Record<string, string>): Promise<RunningDev> {
  const dev = spawnDev({ PORT: '0', ...environment });
  for (;;) {
    const found = /Dashboard\s+((\S+)\/login\?token=\S+)[\s\S]*Ctrl\+C/.exec(dev.out());
    if (found?.[1] && found[2]) return { ...dev, loginLink: found[1], url: found[2], stop: () => stop(dev) };
    await Promise.race([once(dev.child.stdout ?? dev.child, 'data'), dev.ended]);
    if (dev.child.exitCode !== null) throw new Error(`it ended with ${dev.child.exitCode}: ${dev.err()}`);
  }
}

function stop({ child, ended }: DevProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  return ended;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}
