import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { runChild } from './lib/run-child.mjs';

const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 600);
// Half of what batches of 20 are meant to reach.
const EVENTS_PER_SECOND = Number(process.env.ARDENT_BENCH_RATE ?? 10_000);
const SAMPLES = 20;
const LOOK_EVERY_MS = 100;
const MB = 2 ** 20;

/** A long time at half load: whether memory and the write-ahead log stay within bounds, and whether anybody waits long. */
export async function benchSoak(print) {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-soak-'));
  const heapFile = join(folder, 'heap');
  const nodeFlags = ['--import', new URL('./lib/report-heap.mjs', import.meta.url).href];
  process.env.ARDENT_BENCH_HEAP_FILE = heapFile;
  const server = await startServer('serve', { nodeFlags });
  try {
    const watch = watchServer(server);
    const load = { size: 20, connections: 32, ids: 'time', eventsPerSecond: EVENTS_PER_SECOND };
    const time = { warmUpSeconds: 2, seconds: SECONDS };
    const rates = await runChild('./load.mjs', { port: server.port, key: WRITE_KEY, ...load, ...time });
    const seen = await watch.stop();
    const heapMb = readHeaps(heapFile);
    print({ bench: 'soak', seconds: SECONDS, wantedPerSecond: EVENTS_PER_SECOND, ...rates, ...seen, heapMb });
  } finally {
    await server.end();
    server.remove();
    rmSync(folder, { recursive: true });
  }
}

function watchServer(server) {
  const rssMb = [];
  let largestWalBytes = 0;
  let isStopped = false;
  const watching = (async () => {
    for (; !isStopped; await sleep(LOOK_EVERY_MS)) {
      const wal = statSync(`${server.databasePath}-wal`, { throwIfNoEntry: false });
      largestWalBytes = Math.max(largestWalBytes, wal?.size ?? 0);
      rssMb.push(server.rssMb());
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await watching;
      return {
        rssMb: inParts(rssMb).map((part) => Math.max(...part)),
        largestWalMb: Number((largestWalBytes / MB).toFixed(1)),
      };
    },
  };
}

/** By thread, what was left in its heap after the best collection of each part of the time. */
function readHeaps(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const samples = lines.map((line) => line.split(' ').map(Number));
  const threads = [...new Set(samples.map(([thread]) => thread))];
  return Object.fromEntries(
    threads.map((thread) => [
      thread === 0 ? 'main' : `worker ${thread}`,
      inParts(samples.filter(([of]) => of === thread).map(([, used]) => used)).map((part) =>
        Math.round(Math.min(...part) / MB),
      ),
    ]),
  );
}

function inParts(values) {
  const size = Math.max(1, values.length / SAMPLES);
  const parts = [];
  for (let start = 0; Math.round(start) < values.length; start += size)
    parts.push(values.slice(Math.round(start), Math.round(start + size)));
  return parts.filter((part) => part.length > 0);
}
