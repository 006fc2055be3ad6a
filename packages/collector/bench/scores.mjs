import { openProjectReader } from '../dist/sqlite/project/open-project-reader.js';
import { SECRET_KEY, startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { fillScores } from './lib/fill-scores.mjs';
import { runChild } from './lib/run-child.mjs';
import { timeEach } from './lib/time-each.mjs';

const PROFILES = Number(process.env.ARDENT_BENCH_PROFILES ?? 1_000_000);
const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 8);
const ROUNDS = 500;
const WITHOUT_SCORES = ['--import', new URL('./lib/without-scores.mjs', import.meta.url).href];
const HEADERS = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
const LISTS = {
  '100 by score': '?limit=100',
  '100 of a band with two trait filters': '?band=very_disengaged&trait.plan=trial&trait.country=JP&limit=100',
  '100 of two rare traits': '?trait.plan=enterprise&trait.country=BR&limit=100',
  '100 by last seen': '?sort=-lastSeen&limit=100',
};

/**
 * What score rows give and cost, in a project of ARDENT_BENCH_PROFILES profiles with twenty daily rows each: lists, one
 * score, bands and distribution; a new version with the reads beside it; ingestion with and without score rows.
 */
export async function benchScores(print) {
  const say = (result) => print({ bench: 'scores', profiles: PROFILES, ...result });
  let server = await startServer();
  const { folder, databasePath } = server;
  try {
    await server.end();
    say({ what: 'filled', ...fillScores(databasePath, PROFILES) });
    server = await startServer('serve', { folder });
    const builtFrom = performance.now();
    await waitUntil(async () => (await get(server, '/v1/profiles?limit=1')) !== undefined);
    say({ what: 'all rows built at a start', seconds: secondsSince(builtFrom) });
    await measureReads(server, say);
    await measurePublishing(server, say);
    await server.end();
    await measureIngestion(folder, say);
  } finally {
    await server.end();
    server.remove();
  }
}

const somebody = () => `/v1/profiles/user-${1 + Math.floor(0.9 * PROFILES * Math.random())}/score`;

async function measureReads(server, say) {
  // What a request costs here and now, whatever it asks for.
  say({
    what: 'an answer that reads nothing',
    ...(await timeReads(server, ROUNDS, () => get(server, '/healthz'))),
  });
  say({ what: 'one score', ...(await timeReads(server, ROUNDS, () => get(server, somebody()))) });
  for (const [what, query] of Object.entries(LISTS))
    say({ what, ...(await timeReads(server, ROUNDS / 5, () => get(server, `/v1/profiles${query}`))) });
  const reader = openProjectReader(server.databasePath);
  const model = await reader.findModel();
  const point = { model, day: new Date().toISOString().slice(0, 10), group: 'known' };
  const bands = [-0.5, 0.5, 40.5, 70.5, 100.5];
  const bins = Array.from({ length: 30 }, (_, i) => 5 * i - 0.5);
  const count = (below) => timeEach(ROUNDS / 5, () => reader.countScores({ ...point, below }));
  say({ what: 'bands', ...(await count(bands)) });
  say({ what: 'distribution in 30 bins', ...(await count(bins)) });
  await reader.close();
}

/** Warm: after as many that are not measured. With the processor time of the server, which other programs change less. */
async function timeReads(server, rounds, read) {
  await timeEach(rounds, read);
  const cpuBefore = server.cpuUs();
  const times = await timeEach(rounds, read);
  return { ...times, cpuMsEach: Number(((server.cpuUs() - cpuBefore) / 1_000 / rounds).toFixed(2)) };
}

async function measurePublishing(server, say) {
  const [{ definition, version }] = (await get(server, '/v1/models')).data;
  const signals = definition.signals.map((signal) => ({ ...signal, weight: signal.weight * 1.5 }));
  const startedAt = performance.now();
  const answer = await fetch(`${server.url}/v1/models`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ model: { ...definition, signals }, publish: true, reason: 'bench' }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const isPublished = async () => (await get(server, '/v1/models')).data[0].version > version;
  const timesMs = [];
  await waitUntil(async () => {
    timesMs.push((await timeEach(1, () => get(server, somebody()))).p50Ms);
    timesMs.push((await timeEach(1, () => get(server, '/v1/profiles?limit=100'))).p50Ms);
    return isPublished();
  });
  say({ what: 'new weights published', seconds: secondsSince(startedAt) });
  const sorted = timesMs.sort((a, b) => a - b);
  const at = (ratio) => sorted[Math.floor((sorted.length - 1) * ratio)];
  say({ what: 'a score or 100 by score, meanwhile', p50Ms: at(0.5), p99Ms: at(0.99), reads: sorted.length });
}

/** In turns, so that what else the machine does hits both alike. */
async function measureIngestion(folder, say) {
  const rates = { with: [], without: [] };
  for (const round of ['without', 'with', 'with', 'without']) {
    const server = await startServer('serve', {
      folder,
      nodeFlags: round === 'without' ? WITHOUT_SCORES : [],
    });
    const load = { size: 200, connections: 16, ids: 'time', warmUpSeconds: 3, seconds: SECONDS };
    const cpuBefore = server.cpuUs();
    const { eventsPerSecond } = await runChild('./load.mjs', { ...load, port: server.port, key: WRITE_KEY });
    const cpuSeconds = (server.cpuUs() - cpuBefore) / 1e6;
    rates[round].push(eventsPerSecond);
    say({
      what: `ingestion ${round} score rows`,
      eventsPerSecond,
      cpuSeconds: Number(cpuSeconds.toFixed(1)),
    });
    await server.end();
  }
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  say({
    what: 'ingestion, with : without',
    ratio: Number((sum(rates.with) / sum(rates.without)).toFixed(2)),
  });
}

async function get({ url }, path) {
  const answer = await fetch(url + path, { headers: HEADERS });
  if (answer.status === 503) return undefined;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function waitUntil(isDone) {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 25));
}

const secondsSince = (startedAt) => Number(((performance.now() - startedAt) / 1_000).toFixed(1));
