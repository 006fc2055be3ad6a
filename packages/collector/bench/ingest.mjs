import { startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { runChild } from './lib/run-child.mjs';

const WARM_UP_SECONDS = 3;
const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 8);
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
    const cpuBefore = server.cpuUs();
    const rates = await runChild('./load.mjs', {
      ...load,
      port: server.port,
      key: WRITE_KEY,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds: SECONDS,
    });
    const cpuUs = server.cpuUs() - cpuBefore;
    const rssMb = server.peakRssMb();
    const commits = await readCommits(server.url);
    const sizeBytes = await server.end();
    const bare = await runChild('./bare-loop.mjs', { databasePath: server.databasePath, commits });
    return {
      load: name,
      connections: load.connections,
      ...rates,
      bareEventsPerSecond: bare.eventsPerSecond,
      ratioToBare: Number((rates.eventsPerSecond / bare.eventsPerSecond).toFixed(2)),
      cpuUsPerEvent: Math.round(cpuUs / bare.events),
      bareCpuUsPerEvent: bare.cpuUsPerEvent,
      rssMb,
      events: bare.events,
      eventsPerCommit: Math.round(bare.events / commits),
      diskBytesPerEvent: Math.round(sizeBytes / bare.events),
    };
  } finally {
    await server.end();
    server.remove();
  }
}

/** How many transactions the collector has committed. */
async function readCommits(url) {
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  return Number(/^ardent_commit_duration_seconds_count\S* (\d+)/m.exec(text)?.[1]);
}
