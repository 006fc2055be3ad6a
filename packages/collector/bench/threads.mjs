import { SECRET_KEY, startServer, WRITE_KEY } from './lib/ardent-server.mjs';
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
    const reads = readUntilStopped(`${server.url}/v1/profiles/user-100000/score`);
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

function readUntilStopped(url) {
  const times = [];
  let isStopped = false;
  const reading = (async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      const answer = await fetch(url, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
      await answer.arrayBuffer();
      if (answer.ok) times.push(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await reading;
      times.sort((a, b) => a - b);
      const at = (ratio) => Number((times[Math.floor((times.length - 1) * ratio)] ?? Number.NaN).toFixed(1));
      return { readP50Ms: at(0.5), readP99Ms: at(0.99) };
    },
  };
}
