import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeScore, defaultModel, parseMessage } from '@ardent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
// The writing thread runs the built file.
import { createCollector } from '../../dist/create-collector.js';
import { loadConfig } from '../../src/config.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import { SECRET_KEY, type SendAnswer, WRITE_KEY } from '../http/open-collector.ts';
import { withMessageId } from '../storage/messages.ts';
import { readKeptDays, readSeats } from '../storage/sqlite-storage.ts';
import { arbitraryRounds, type Sending } from './arbitrary-rounds.ts';
import { expectedCounts, expectSame } from './expect-same.ts';
import { propertyRuns } from './property-runs.ts';
import { ReferenceProject } from './reference-project.ts';

const PROJECT = { timeZone: 'America/St_Johns', passiveEvents: new Set<string>(), retentionDays: 420 };
const QUIET = { info: () => undefined, error: () => undefined };

interface Running {
  url: string;
  path: string;
  stop(): Promise<void>;
}

/** A whole collector with its writing thread, listening on a port of its own. */
async function start(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-at-once-'));
  const environment = {
    PORT: '0',
    ARDENT_DATA_DIR: folder,
    ARDENT_TIME_ZONE: PROJECT.timeZone,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  };
  const collector = await createCollector(loadConfig({}, environment), { log: QUIET });
  const { url } = await collector.start();
  return {
    url,
    path: join(folder, 'projects', 'default.db'),
    async stop() {
      await collector.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function post(url: string, { route, key, batch }: Sending): Promise<SendAnswer> {
  const response = await fetch(`${url}/v1/${route}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: JSON.stringify({ batch }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as SendAnswer;
}

function toItems({ route, key, batch }: Sending): AppendItem[] {
  return batch.map((raw) => {
    const parsed = parseMessage(raw);
    if (!parsed.ok) throw new Error(parsed.rejection.message);
    const imported = route === 'import';
    const sender = { trusted: key === SECRET_KEY, imported, isBot: false, keyId: key };
    const received = { message: parsed.message, receivedAt: Date.now(), raw, ...sender };
    return { received: withMessageId(received) };
  });
}

/** The reference after these requests, and what it answers to each of the last ones. */
function replay(order: readonly Sending[]): { reference: ReferenceProject; answers: Map<Sending, object> } {
  const reference = new ReferenceProject(PROJECT);
  const answers = new Map(
    order.map((sending) => {
      const outcomes = toItems(sending).map((item) => reference.append(item).outcome);
      const rejected = outcomes.flatMap((code, index) =>
        code === 'accepted' || code === 'duplicate' ? [] : [{ index, code }],
      );
      const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
      return [sending, { accepted: count('accepted'), duplicates: count('duplicate'), rejected }] as const;
    }),
  );
  return { reference, answers };
}

function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

/** The order in which requests that came at once were stored: the one whose replay says and has the same. */
async function findOrder(
  settled: readonly Sending[],
  answered: ReadonlyMap<Sending, SendAnswer>,
  { path }: Running,
): Promise<Sending[]> {
  const reader = openProjectReader(path);
  const storage = {
    reader,
    verify: async () => verifyProjectFile(path),
    listSeats: async () => readSeats(path),
    keptDays: async () => readKeptDays(path),
  };
  let failure: unknown;
  try {
    for (const order of permutations([...answered.keys()])) {
      const { reference, answers } = replay([...settled, ...order]);
      try {
        for (const [sending, answer] of answered) expect(answer).toMatchObject(answers.get(sending) ?? {});
        await expectSame(reference, storage, Date.now());
        return order;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  } finally {
    await reader.close();
  }
}

/** What the API says of everybody's score is core's over the reference's counts. */
async function expectScores({ url, path }: Running, reference: ReferenceProject): Promise<void> {
  const day = reference.toDay(Date.now());
  for (const userId of ['u1', 'u2', 'u3']) {
    const person = reference.people.find('user', userId);
    if (person === undefined) continue;
    const response = await fetch(`${url}/v1/profiles/${userId}/score?at=${day}`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    const definition = defaultModel();
    const counts = expectedCounts(person, { definition, signalIds: [] }, readKeptDays(path));
    const { score, rounded, band } = computeScore(definition, counts, day);
    expect(await response.json()).toMatchObject({ score: expect.closeTo(score, 9), rounded, band });
  }
}

test('connections that send at once, the same batch or others that share its messages: as if one came after the other', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRounds, async (rounds) => {
      const running = await start();
      try {
        const settled: Sending[] = [];
        for (const round of rounds) {
          const answers = await Promise.all(
            round.map(async (one) => [one, await post(running.url, one)] as const),
          );
          settled.push(...(await findOrder(settled, new Map(answers), running)));
        }
        await expectScores(running, replay(settled).reference);
      } finally {
        await running.stop();
      }
    }),
    propertyRuns(6),
  );
}, 600_000);
