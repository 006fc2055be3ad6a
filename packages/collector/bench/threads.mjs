import { startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { readScores } from './lib/read-scores.mjs';
import { runChild } from './lib/run-child.mjs';

const ROUNDS = 2;
const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 8);
const LOADS = [
  { load: 'single requests', size: 1, connections: 32 },
  { load: 'batches of 20', size: 20, connections: 32 },
  { load: 'batches of 200', size: 200, connections: 16 },
];
const READ_EVERY_MS = 25;

/** Writing in a thread of its own against writing in the one that answers: ingestion, and reads meanwhile. */
export async function benchThreads(print) {
  for (let round = 0; round < ROUNDS; round++) {
    for (const load of LOADS) {
      for (const program of ['serve', 'oneThread'])
        print({ bench: 'threads', program, ...(await measure(program, load)) });
    }
  }
}

async function measure(program, { load, size, connections }) {
  const server = await startServer(program);
  try {
    const reads = readScores(server.url, { everyMs: READ_EVERY_MS, nextUser: () => 'user-100000' });
    const options = {
      size,
      connections,
      port: server.port,
      key: WRITE_KEY,
      ids: 'time',
      warmUpSeconds: 3,
      seconds: SECONDS,
    };
    const rates = await runChild('./load.mjs', options);
    return { load, ...rates, ...(await reads.stop()), rssMb: server.peakRssMb() };
  } finally {
    await server.end();
    server.remove();
  }
}
