import { openProjectReader } from '../dist/sqlite/project/open-project-reader.js';
import { SECRET_KEY, startServer } from './lib/ardent-server.mjs';
import { createPeople } from './lib/make-history.mjs';

const PEOPLE = 200;
const DAYS = 365;
const ROUNDS = 1_000;

/** The time to score one profile with a year of daily counts: over HTTP, and the read of its counts alone. */
export async function benchScore(print) {
  const server = await startServer();
  try {
    await importHistory(server.url, createPeople(PEOPLE, DAYS));
    const userIds = Array.from({ length: PEOPLE }, (_, index) => `user-${index}`);
    const overHttp = await timeEach(userIds, async (userId) => {
      const answer = await fetch(`${server.url}/v1/profiles/${userId}/score`, {
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.json();
    });
    print({ bench: 'score', what: 'one profile over HTTP', days: DAYS, ...overHttp });
    const reader = openProjectReader(server.databasePath);
    const to = new Date().toISOString().slice(0, 10);
    const profileIds = await Promise.all(
      userIds.map(async (userId) => (await reader.findProfile({ userId })).profileId),
    );
    const read = await timeEach(profileIds, (profileId) => reader.listCounts(profileId, { to }));
    print({ bench: 'score', what: 'the counts of one profile, read', days: DAYS, ...read });
    await reader.close();
  } finally {
    await server.end();
    server.remove();
  }
}

async function importHistory(url, batches) {
  for (const batch of batches) {
    const answer = await fetch(`${url}/v1/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      body: JSON.stringify({ batch }),
    });
    const { rejected } = await answer.json();
    if (answer.status !== 200 || rejected.length > 0)
      throw new Error(`import: ${answer.status} ${JSON.stringify(rejected?.[0])}`);
  }
}

async function timeEach(items, run) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await run(items[round % items.length]);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (ratio) => Number(times[Math.floor((ROUNDS - 1) * ratio)].toFixed(2));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
