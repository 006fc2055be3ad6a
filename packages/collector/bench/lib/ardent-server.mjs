import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/ardent.mjs', import.meta.url));

export const WRITE_KEY = 'bench-write-key';
export const SECRET_KEY = 'bench-secret-key-of-the-default-project';

/** Starts the built `ardent serve` as a process of its own, with a new data folder; `stop` removes the folder. */
export async function startServer() {
  const folder = mkdtempSync(join(process.env.ARDENT_BENCH_DIR ?? tmpdir(), 'ardent-bench-'));
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
  const child = spawn(process.execPath, [BIN, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, url);
  const databasePath = join(folder, 'projects', 'default.db');
  return {
    url,
    port,
    databasePath,
    pid: child.pid,
    /** Largest memory so far, in MB. */
    peakRssMb: () => Math.round(readStatus(child.pid, 'VmHWM') / 1024),
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

async function waitUntilReady(child, url) {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`ardent serve ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('ardent serve was not ready within 30 s');
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
