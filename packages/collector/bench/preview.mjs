import { SECRET_KEY, startServer } from './lib/ardent-server.mjs';
import { fillScores } from './lib/fill-scores.mjs';
import { percentiles } from './lib/percentiles.mjs';

const PROFILES = Number(process.env.ARDENT_BENCH_PROFILES ?? 200_000);
const SAMPLES = 20;
const HEADERS = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };

/**
 * What a preview takes over HTTP in a project of ARDENT_BENCH_PROFILES profiles with twenty daily rows each: samples, while
 * the first one's job looks at everybody in the background, and that job, with the memory of the whole server.
 */
export async function benchPreview(print) {
  const say = (result) => print({ bench: 'preview', profiles: PROFILES, ...result });
  let server = await startServer();
  const { folder, databasePath } = server;
  try {
    await server.end();
    say({ what: 'filled', ...fillScores(databasePath, PROFILES) });
    server = await startServer('serve', { folder });
    await waitUntil(async () => (await ask(server, '/v1/profiles?limit=1')) !== undefined, 100);
    say({ what: 'ready', peakRssMb: server.peakRssMb() });
    const [{ definition }] = (await ask(server, '/v1/models')).data;
    const signals = definition.signals.map((signal, i) => ({ ...signal, weight: signal.weight * (1 + i) }));
    const body = JSON.stringify({ model: { ...definition, signals } });
    const cpuBefore = server.cpuUs();
    const samples = await measureSample(server, body, say);
    await measureEverybody(server, samples, say);
    say({ what: 'all of it', cpuSeconds: (server.cpuUs() - cpuBefore) / 1e6 });
  } finally {
    await server.end();
    server.remove();
  }
}

async function measureSample(server, body, say) {
  const samples = [];
  const timesMs = [];
  for (let i = 0; i < SAMPLES; i++) {
    const startedAt = performance.now();
    samples.push(await ask(server, '/v1/models/main/preview', { method: 'POST', body }));
    timesMs.push(performance.now() - startedAt);
  }
  const sampled = samples.map((one) => one.sampled).sort((a, b) => a - b);
  say({
    what: 'sample',
    ...percentiles(timesMs),
    sampled: { least: sampled[0], median: sampled[SAMPLES >> 1] },
    marginOfError: Number(Math.max(...samples.map((one) => one.marginOfError)).toFixed(3)),
  });
  return samples;
}

async function measureEverybody(server, samples, say) {
  const seen = new Set();
  let job;
  await waitUntil(async () => {
    job = await readJob(server, samples[0]);
    seen.add(job.readRatio);
    return job.endedAt !== null;
  }, 100);
  if (job.state !== 'done') throw new Error(job.problem);
  const seconds = (Date.parse(job.endedAt) - Date.parse(job.createdAt)) / 1_000;
  say({ what: 'everybody', seconds, peakRssMb: server.peakRssMb(), stepsOfProgress: seen.size });
  const { changed } = job.result;
  const within = samples.filter((one) => Math.abs(one.changed - changed) <= one.marginOfError).length;
  say({ what: 'samples whose share that changes band was within its margin', within, of: SAMPLES, changed });
}

const readJob = (server, { jobId }) => ask(server, `/v1/jobs/${jobId}`);

async function ask({ url }, path, options = {}) {
  const answer = await fetch(url + path, { headers: HEADERS, ...options });
  if (answer.status === 503) return undefined;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function waitUntil(isDone, everyMs) {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
