import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
// The thread runs the built file.
import { createWriteWorker } from '../../dist/write-side/create-write-worker.js';
import type { Ingest, IngestRequest } from '../../src/ingest/ingest.ts';
import { createWatchers } from '../../src/live/watchers.ts';
import { openIngest } from '../../src/open-ingest.ts';
import { openKeyLookup } from '../../src/sqlite/control/key-lookup.ts';
import { openControlStorage } from '../../src/sqlite/control/open-control-storage.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import type { WriteSide } from '../../src/write-side/write-side.ts';

const CHANGE = { actor: 'test', at: 1 };
const WRITE_KEY = 'write-key-1';

let folder: string;
let writeSide: WriteSide;
let ingest: Ingest['ingest'];
let fatal: Error[];
let failures: unknown[];
let lookups: ReturnType<typeof openKeyLookup>[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ardent-worker-'));
  fatal = [];
  failures = [];
  lookups = [];
  const control = openControlStorage(join(folder, 'control.db'));
  await control.addProject({ projectId: 'default', timeZone: 'UTC', createdAt: 1 }, CHANGE);
  await control.putKey({
    projectId: 'default',
    kind: 'write',
    key: WRITE_KEY,
    replaces: 'none',
    change: CHANGE,
  });
  await control.close();
  writeSide = start(join(folder, 'control.db'));
  ingest = openIngestTo(writeSide);
});
afterEach(async () => {
  await writeSide.close();
  for (const keys of lookups) keys.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(controlPath: string): WriteSide {
  return createWriteWorker({
    controlPath,
    projectsDir: folder,
    tombstonesPath: join(folder, 'tombstones'),
    onError: (error) => fatal.push(error as Error),
    onFatal: (error) => fatal.push(error),
  });
}

/** All requests come by it: the keys are looked up in this thread. */
function openIngestTo(writeSide: WriteSide): Ingest['ingest'] {
  const keys = openKeyLookup(join(folder, 'control.db'));
  lookups.push(keys);
  const log = { info: () => undefined, error: (_: string, error: unknown) => failures.push(error) };
  return openIngest({ keys, writeSide, watchers: createWatchers(), log, now: Date.now }).ingest;
}

function batch(messageIds: string[], key = WRITE_KEY): IngestRequest {
  const messages = messageIds.map((messageId) => ({
    type: 'track',
    event: 'Clicked',
    userId: 'u',
    messageId,
  }));
  return {
    route: 'batch',
    key,
    body: Buffer.from(JSON.stringify({ batch: messages })),
    receivedAt: Date.now(),
  };
}

test('many requests at once: each gets its answer, everything is stored once', async () => {
  const requests = Array.from({ length: 200 }, (_, n) => ingest(batch([`m${n}`, `m${n % 50}`])));
  const bodies = (await Promise.all(requests)).map(({ body }) => JSON.parse(body));
  expect(bodies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200);
  expect(bodies.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(200);
  const reader = openProjectReader(join(folder, 'default.db'));
  const profile = await reader.findProfile({ userId: 'u' });
  expect(profile && (await reader.listEvents(profile.profileId, { limit: 999 }))).toHaveLength(200);
  await reader.close();
});

test('refusals come back as such', async () => {
  expect(await ingest(batch(['m'], 'nobody’s key'))).toMatchObject({ status: 401 });
  expect(await ingest({ ...batch(['m']), body: Buffer.from('{') })).toMatchObject({ status: 400 });
});

test('calls come back with their result or their error, code and hint included', async () => {
  await writeSide.openProject('default');
  await expect(writeSide.checkHealth()).resolves.toBeUndefined();
  await expect(writeSide.openProject('none')).rejects.toMatchObject({
    name: 'CollectorError',
    code: 'unknown_project',
    hint: expect.any(String),
  });
  const reader = openProjectReader(join(folder, 'default.db'));
  const definition = (await reader.findModel())?.definition;
  await reader.close();
  if (definition === undefined) throw new Error('no model');
  const request = { definition, author: 'Ada', reason: 'again', at: 5 };
  expect(await writeSide.publishModel('default', request)).toMatchObject({
    modelId: 'main',
    version: 2,
    author: 'Ada',
  });
});

test('what was taken before close is answered and stored; later is asked to come back', async () => {
  const taken = ingest(batch(['m']));
  // Requests of one turn share a post: the close follows it.
  await new Promise(setImmediate);
  await writeSide.close();
  expect(await taken).toMatchObject({ status: 200 });
  expect(await ingest(batch(['n']))).toMatchObject({
    status: 503,
    retryAfterSeconds: expect.any(Number),
  });
  expect(fatal).toEqual([]);
});

test('a thread that ends by itself: whoever waits is asked to come back, and the process is told', async () => {
  const broken = start(join(folder, 'missing', 'control.db'));
  const [answer, call] = await Promise.allSettled([
    openIngestTo(broken)(batch(['m'])),
    broken.openProject('default'),
  ]);
  expect(answer).toMatchObject({ value: { status: 503, retryAfterSeconds: expect.any(Number) } });
  expect(failures).toMatchObject([{ code: 'write_side_stopped' }]);
  expect(call).toMatchObject({ reason: { code: 'write_side_stopped' } });
  expect(fatal).toMatchObject([{ code: 'write_side_stopped', message: expect.stringContaining('missing') }]);
  await broken.close();
});
