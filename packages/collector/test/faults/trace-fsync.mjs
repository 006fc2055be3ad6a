import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkTrace } from './check-trace.mjs';

// Runs the built server under strace, sends to it over several connections, and reads the trace. Called by
// .ci/extra/fsync.sh; needs strace, and the right to trace.
const BIN = fileURLToPath(new URL('../../bin/ardent.mjs', import.meta.url));
const CALLS = 'trace=read,write,writev,pwrite64,fdatasync,fsync';
const KEY = 'wk_of_the_trace';
const CONNECTIONS = 4;
const REQUESTS = 50;

const folder = mkdtempSync(join(tmpdir(), 'ardent-trace-'));
try {
  const trace = await traceServer(folder);
  report(trace);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function traceServer(dataDir) {
  const file = join(dataDir, 'trace');
  const strace = ['-f', '-y', '-qq', '-s', '64', '-e', CALLS, '-e', 'signal=none', '-o', file];
  const child = spawn('strace', [...strace, process.execPath, BIN, 'serve'], {
    env: { PATH: process.env.PATH, PORT: '0', ARDENT_DATA_DIR: join(dataDir, 'data'), ARDENT_WRITE_KEY: KEY },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: strace passes no signal on to what it traces.
    detached: true,
  });
  const closed = once(child, 'close');
  try {
    const url = await listening(child, closed);
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => send(url, connection)));
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await closed;
  }
  return readFileSync(file, 'utf8');
}

async function listening(child, closed) {
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  for (;;) {
    const url = /listens on (\S+)\n[\s\S]*<script/.exec(out)?.[1];
    if (url !== undefined) return url;
    await Promise.race([once(child.stdout, 'data'), closed]);
    if (child.exitCode !== null) throw new Error(`the traced server ended with ${child.exitCode}`);
  }
}

async function send(url, connection) {
  for (let n = 0; n < REQUESTS; n++) {
    const body = JSON.stringify({ userId: `u-${connection}`, event: 'E', messageId: `m-${connection}-${n}` });
    const response = await fetch(`${url}/v1/track?writeKey=${KEY}`, { method: 'POST', body });
    const answer = await response.json();
    if (response.status !== 200 || answer.accepted !== 1) throw new Error(JSON.stringify(answer));
  }
}

function report(trace) {
  const sent = CONNECTIONS * REQUESTS;
  const { answers, early } = checkTrace(trace);
  say(`${answers} answers traced, ${early.length} of them before the log was synced`);
  for (const line of early.slice(0, 5)) say(`  ${line}`);
  // The check itself can tell: without the lines of fsync no answer was in time.
  const blind = checkTrace(trace.replaceAll(/f(data)?sync\(/g, 'getpid('));
  const checks = [answers === sent && early.length === 0, blind.early.length === sent];
  const passed = checks.filter(Boolean).length;
  say(`${passed} passed, ${checks.length - passed} failed`);
  process.exitCode = passed === checks.length ? 0 : 1;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
