import { startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { runChild } from './lib/run-child.mjs';

const WARM_UP_SECONDS = 3;
const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 8);
// What the writer commits at once at most.
const LARGEST_GROUP = 4_000;
const LOADS = [
  { name: 'single requests', size: 1, connections: 32, ids: 'time' },
  { name: 'batches of 20', size: 20, connections: 32, ids: 'time' },
  { name: 'batches of 200', size: 200, connections: 16, ids: 'time' },
  { name: 'batches of 200, random ids', size: 200, connections: 16, ids: 'random' },
];

/** Durable ingestion over HTTP, each load beside a bare loop over the same rows in the same run. */
export async function benchIngest(print) {
  for (const load of LOADS) print({ bench: 'ingest', ...(await measure(load)) });
}

async function measure({ name, ...load }) {
  const server = await startServer();
  try {
    const rates = await runChild('./load.mjs', {
      ...load,
      port: server.port,
      key: WRITE_KEY,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds: SECONDS,
    });
    const rssMb = server.peakRssMb();
    const sizeBytes = await server.end();
    const eventsPerCommit = Math.min(LARGEST_GROUP, load.size * load.connections);
    const bare = await runChild('./bare-loop.mjs', { databasePath: server.databasePath, eventsPerCommit });
    return {
      load: name,
      connections: load.connections,
      ...rates,
      bareEventsPerSecond: bare.eventsPerSecond,
      ratioToBare: Number((rates.eventsPerSecond / bare.eventsPerSecond).toFixed(2)),
      rssMb,
      events: bare.events,
      diskBytesPerEvent: Math.round(sizeBytes / bare.events),
    };
  } finally {
    await server.end();
    server.remove();
  }
}
