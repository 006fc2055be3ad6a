import { once } from 'node:events';
import { expect, test } from 'vitest';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { serveArdent, startArdent } from '../http/run-ardent.ts';
import { expectKept, expectVerified, readStored } from './expect-whole.ts';
import { postRequest, type SentRequest, startLoad } from './start-load.ts';

// More rounds, and that the slowest start is quick, belong to a machine that does nothing else: .ci/extra/faults.sh
const ROUNDS = Number(process.env['ARDENT_KILL_ROUNDS'] ?? 15);
const IS_ALONE = process.env['ARDENT_KILL_ROUNDS'] !== undefined;
const TIME_LIMIT_MS = IS_ALONE ? 240_000 : 45_000;
const FEWEST_ROUNDS = 5;
const START_LIMIT_MS = 2_000;
// A folder's life: from an empty one to one that was killed so often.
const ROUNDS_PER_FOLDER = 8;

const random = (from: number, to: number) => from + Math.random() * (to - from);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** One start after a kill, load, and the next kill. `before`: what the folder's last round sent. */
async function runRound(dataDir: string, before: readonly SentRequest[], round: number): Promise<Round> {
  const environment = {
    ARDENT_DATA_DIR: dataDir,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  };
  const startedAt = performance.now();
  const server = await serveArdent(environment);
  const startMs = performance.now() - startedAt;
  if (before.length > 0) {
    await expectKept(dataDir, before);
    expectVerified(dataDir);
    await resend(server.url, before);
    expect(await readStored(dataDir, before)).toEqual(before.flatMap(({ messageIds }) => messageIds).sort());
  }
  const load = startLoad(server.url, { name: `r${round}`, senders: 8 });
  await expect
    .poll(() => load.sent.some(({ isAcknowledged }) => isAcknowledged), { interval: 2, timeout: 10_000 })
    .toBe(true);
  await wait(random(0, 300));
  const closed = once(server.child, 'close');
  server.child.kill('SIGKILL');
  await Promise.all([closed, load.stop()]);
  await killWhileStarting(environment);
  return { sent: load.sent, startMs };
}

interface Round {
  sent: SentRequest[];
  startMs: number;
}

/** A client that never got its answer sends again; so does one that forgot that it had. */
async function resend(url: string, requests: readonly SentRequest[]): Promise<void> {
  for (const request of requests) {
    const { accepted, duplicates, rejected } = await postRequest(url, request);
    const size = request.messageIds.length;
    const isNew = !request.isAcknowledged && accepted === size;
    expect({ accepted, duplicates, rejected }).toEqual({
      accepted: isNew ? size : 0,
      duplicates: isNew ? 0 : size,
      rejected: [],
    });
  }
}

/** At every other time, recovery itself is cut short. */
async function killWhileStarting(environment: Record<string, string>): Promise<void> {
  if (Math.random() < 0.5) return;
  const child = startArdent(['serve'], { PORT: '0', ...environment });
  const closed = once(child, 'close');
  await wait(random(50, 600));
  child.kill('SIGKILL');
  await closed;
}

test('killed at random moments under load: all that was acknowledged is there, once and whole', async () => {
  const endAt = performance.now() + TIME_LIMIT_MS;
  const startsMs: number[] = [];
  // What it takes to start at all, on cores that others may use, too: on folders that are new.
  const firstStartsMs: number[] = [];
  let acknowledged = 0;
  let unanswered = 0;
  let dataDir = temporaryFolder();
  let before: SentRequest[] = [];
  for (let round = 0; round < ROUNDS && (round < FEWEST_ROUNDS || performance.now() < endAt); round++) {
    if (round % ROUNDS_PER_FOLDER === 0) {
      dataDir = temporaryFolder();
      before = [];
    }
    const { sent, startMs } = await runRound(dataDir, before, round);
    await expectKept(dataDir, sent);
    expectVerified(dataDir);
    startsMs.push(startMs);
    if (before.length === 0) firstStartsMs.push(startMs);
    acknowledged += sent.filter(({ isAcknowledged }) => isAcknowledged).length;
    unanswered += sent.filter(({ isAcknowledged }) => !isAcknowledged).length;
    before = sent;
  }
  const firstMs = median(firstStartsMs);
  process.stdout.write(
    `${startsMs.length} kills; ${acknowledged} requests acknowledged, ${unanswered} cut off; start-up ` +
      `${Math.round(median(startsMs))} ms (median), ${Math.round(Math.max(...startsMs))} ms (slowest), on a new folder ${Math.round(firstMs)} ms\n`,
  );
  expect(unanswered).toBeGreaterThan(0);
  const limitMs = Math.max(START_LIMIT_MS, 3 * firstMs);
  expect(IS_ALONE ? Math.max(...startsMs) : median(startsMs)).toBeLessThan(limitMs);
}, 300_000);
