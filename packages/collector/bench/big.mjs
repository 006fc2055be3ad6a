import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { startServer, WRITE_KEY } from './lib/ardent-server.mjs';
import { fillProject, userOf } from './lib/fill-project.mjs';
import { readScores } from './lib/read-scores.mjs';
import { runChild } from './lib/run-child.mjs';

const PROFILES = Number(process.env.ARDENT_BENCH_PROFILES ?? 1_000_000);
const EVENTS = Number(process.env.ARDENT_BENCH_EVENTS ?? 50_000_000);
// Fewer than a write key may make anew in a minute.
const NEW_PEOPLE = Math.min(PROFILES, 50_000);
const SECONDS = Number(process.env.ARDENT_BENCH_SECONDS ?? 20);
// Enough different ones that their people are no small part of everybody.
const MESSAGES = 200_000;
const READ_EVERY_MS = 25;

/** Ingestion into a project that holds a lot, beside the same load on an empty one; scores are read meanwhile. */
export async function benchBig(print) {
  const empty = await measure(makeFolder(), NEW_PEOPLE);
  print({ bench: 'big', project: 'empty', ...empty });
  const folder = makeFolder();
  const startedAt = performance.now();
  fillProject(join(folder, 'projects', 'default.db'), { profiles: PROFILES, events: EVENTS });
  const fillSeconds = Math.round((performance.now() - startedAt) / 1_000);
  const full = await measure(folder, PROFILES);
  const ratioToEmpty = Number((full.eventsPerSecond / empty.eventsPerSecond).toFixed(2));
  print({
    bench: 'big',
    project: 'full',
    profiles: PROFILES,
    events: EVENTS,
    fillSeconds,
    ratioToEmpty,
    ...full,
  });
}

function makeFolder() {
  const folder = mkdtempSync(join(process.env.ARDENT_BENCH_DIR ?? tmpdir(), 'ardent-bench-'));
  mkdirSync(join(folder, 'projects'));
  return folder;
}

async function measure(folder, people) {
  const server = await startServer('serve', { folder });
  try {
    await waitForScoreRows(server.databasePath);
    const nextUser = () => userOf(Math.floor(people * Math.random() ** 3));
    const reads = readScores(server.url, { everyMs: READ_EVERY_MS, nextUser });
    const load = { size: 200, connections: 16, ids: 'time', people, messages: MESSAGES };
    const { port } = server;
    const rates = await runChild('./load.mjs', {
      ...load,
      port,
      key: WRITE_KEY,
      warmUpSeconds: 5,
      seconds: SECONDS,
    });
    return { ...rates, ...(await reads.stop()), rssMb: server.peakRssMb() };
  } finally {
    await server.end();
    server.remove();
  }
}

/** A file without score rows gets them after the start, which is no part of what is measured. */
async function waitForScoreRows(path) {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    const live = database.prepare("SELECT count(*) FROM score_set WHERE state = 'live'").pluck();
    while (live.get() === 0) await sleep(200);
  } finally {
    database.close();
  }
}
