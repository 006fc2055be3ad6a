import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = {
  serve: [fileURLToPath(new URL('../../bin/ardent.mjs', import.meta.url)), 'serve'],
  oneThread: [fileURLToPath(new URL('./serve-in-one-thread.mjs', import.meta.url))],
};

export const WRITE_KEY = 'bench-write-key';
export const SECRET_KEY = 'bench-secret-key-of-the-default-project';

/**
 * Starts the built collector as a process of its own, with a new data folder that `remove` removes. Flags for node, such
 * as --cpu-prof, come from ARDENT_BENCH_NODE_FLAGS.
 *
 * @param {keyof PROGRAMS} [program] `ardent serve`, or the same without a thread for writing.
 * @param {{ folder?: string, nodeFlags?: string[] }} [options] a data folder that is there; more flags for node.
 */
export async function startServer(program = 'serve', { folder = makeFolder(), nodeFlags = [] } = {}) {
  const port = await findFreePort();
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    ARDENT_DATA_DIR: folder,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
    ARDENT_DEMO: 'off',
  };
  const flags = process.env.ARDENT_BENCH_NODE_FLAGS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...flags, ...nodeFlags, ...PROGRAMS[program]], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastWords = keepLastWords(child.stderr);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, url, lastWords);
  const databasePath = join(folder, 'projects', 'default.db');
  return {
    url,
    port,
    folder,
    databasePath,
    pid: child.pid,
    /** Largest memory so far, in MB. */
    peakRssMb: () => Math.round(readStatus(child.pid, 'VmHWM') / 1024),
    /** Memory that it takes now, in MB. */
    rssMb: () => Math.round(readStatus(child.pid, 'VmRSS') / 1024),
    /** Processor time of all its threads so far, in microseconds. */
    cpuUs: () => readCpuUs(child.pid),
    /** Ends the server; all is in the database file then. @returns {Promise<number>} its size in bytes. */
    async end() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return statSync(databasePath).size;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function makeFolder() {
  return mkdtempSync(join(process.env.ARDENT_BENCH_DIR ?? tmpdir(), 'ardent-bench-'));
}

async function waitUntilReady(child, url, lastWords) {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`the collector ended with ${child.exitCode}: ${lastWords()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the collector was not ready within 30 s: ${lastWords()}`);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function readStatus(pid, field) {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'));
  return Number(line?.[1] ?? 0);
}

// What a healthy collector says while it runs would stand between the results.
function keepLastWords(stream) {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => {
    text = (text + chunk).slice(-4_000);
  });
  return () => text;
}

// Fields 14 and 15 of the process's line, in hundredths of a second; its name, before them, may hold spaces.
function readCpuUs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
