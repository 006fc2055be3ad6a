import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCollector } from '../../src/create-collector.ts';
import type { ErasureReceipt } from '../../src/storage/erasure.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

const ANNA = 'anna@example.com';
const at = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
const track = (messageId: string, ids: object, more: object = {}) => ({
  type: 'track',
  event: 'Report Viewed',
  messageId,
  timestamp: at(-2),
  ...ids,
  ...more,
});

/** Somebody with something in every table, and somebody else beside her. */
async function openWithAnna(): Promise<TestCollector> {
  const collector = await openCollector();
  await collector.send([
    track('m-1', { anonymousId: 'annas-browser' }, { context: { dropped: 3 } }),
    {
      type: 'identify',
      messageId: 'm-2',
      userId: ANNA,
      anonymousId: 'annas-browser',
      traits: { name: 'Anna Ames' },
    },
    { type: 'group', messageId: 'm-3', userId: ANNA, groupId: 'acme', traits: { plan: 'pro' } },
    track('m-4', { userId: ANNA }, { properties: { note: 'a note of Anna Ames' } }),
    track('m-5', { userId: ANNA }, { timestamp: 'never' }),
    { type: 'track', messageId: 'm-6', anonymousId: 'annas-browser' },
    track('m-7', { userId: 'bob', anonymousId: 'bobs-browser' }),
    track('m-8', { userId: 'bob' }, { timestamp: 'never' }),
  ]);
  await collector.send([track('m-9', { userId: 'anna-old' })]);
  await collector.send(
    [{ type: 'alias', messageId: 'm-10', userId: ANNA, previousId: 'anna-old' }],
    SECRET_KEY,
  );
  return collector;
}

async function erase({ app }: Pick<TestCollector, 'app'>, path: string) {
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const response = await app.request(path, { method: 'DELETE', headers });
  return {
    status: response.status,
    body: (await response.json()) as ErasureReceipt & { code?: string; oldCopies?: string[] },
  };
}

const personPath = `/v1/profiles/${encodeURIComponent(ANNA)}`;

/** The bytes of all files of the data folder. */
function allBytes({ config }: TestCollector): Buffer {
  const paths = readdirSync(config.dataDir, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    paths.filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name))),
  );
}

test('export holds all of a person: ids, traits, memberships, counts, messages, quarantine', async () => {
  const { app } = await openWithAnna();
  const response = await app.request(`${personPath}/export`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="prf_\w+\.json"$/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = (await response.json()) as Record<
    string,
    { id?: string; messageId?: string; amount?: number }[]
  >;
  expect(body).toMatchObject({
    profile: { userId: ANNA, traits: { name: 'Anna Ames' } },
    traits: [{ name: 'name', value: 'Anna Ames' }],
    memberships: [{ groupId: 'acme' }],
    dropped: [{ anonymousId: 'annas-browser', total: 3 }],
  });
  expect(body['identities']?.map(({ id }) => id)).toEqual(['anna-old', ANNA, 'annas-browser']);
  expect(body['messages']?.map(({ messageId }) => messageId).sort()).toEqual(
    ['m-1', 'm-10', 'm-2', 'm-3', 'm-4', 'm-9'].sort(),
  );
  expect(body['rejectedMessages']?.map(({ messageId }) => messageId)).toEqual(['m-5', 'm-6']);
  expect(body['dailyCounts']?.some(({ amount }) => amount === 3)).toBe(true);
  expect(JSON.stringify(body)).not.toContain('bob');
});

test('a long history is exported whole', async () => {
  const { app, send } = await openCollector();
  await send(Array.from({ length: 2_500 }, (_, i) => track(`m-${i}`, { userId: 'anna' })));
  const response = await app.request('/v1/profiles/anna/export', {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  const { messages } = (await response.json()) as { messages: { messageId: string }[] };
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(2_500);
});

test('erasure reaches every table, says so, and leaves the others alone', async () => {
  const collector = await openWithAnna();
  const before = await collector.read('/v1/profiles/bob/score');
  const { status, body } = await erase(collector, personPath);
  expect([status, body]).toEqual([
    200,
    {
      profileId: expect.stringMatching(/^prf_/),
      erasedAt: new Date(NOW).toISOString(),
      erased: {
        profiles: 2,
        identities: 3,
        messages: 6,
        dailyCounts: expect.any(Number),
        distinctValues: expect.any(Number),
        traits: 1,
        memberships: 1,
        rejectedMessages: 2,
        droppedTotals: 1,
      },
      oldCopies: [],
    },
  ]);
  for (const path of [
    personPath,
    '/v1/profiles/anna-old',
    '/v1/anonymous/annas-browser',
    `/v1/profile-ids/${body.profileId}`,
  ]) {
    expect((await collector.read(path)).status, path).toBe(404);
    expect((await erase(collector, path)).status, path).toBe(404);
  }
  expect(await collector.read('/v1/profiles/bob/score')).toEqual(before);
  const { body: rejected } = await collector.read<{ data: { messageId: string }[] }>('/v1/rejected');
  expect(rejected.data.map(({ messageId }) => messageId)).toEqual(['m-8']);
});

test('nothing of an erased person is left in any file', async () => {
  const collector = await openWithAnna();
  for (const text of [ANNA, 'anna-old', 'annas-browser', 'Anna Ames']) {
    expect(allBytes(collector).includes(text), text).toBe(true);
  }
  await erase(collector, personPath);
  const bytes = allBytes(collector);
  for (const text of [ANNA, 'anna-old', 'annas-browser', 'Anna Ames']) {
    expect(bytes.includes(text), text).toBe(false);
  }
  expect(bytes.includes('bobs-browser')).toBe(true);
});

test('the receipt names old copies of the file, which erasure does not reach', async () => {
  const collector = await openWithAnna();
  const { dataDir } = collector.config;
  const copies = [
    'projects/default.db.schema-1',
    'replaced-2026-11-20T10-00-00-000Z/projects/default.db',
    'replaced-2026-11-20T10-00-00-000Z/projects/default.db-wal',
  ];
  mkdirSync(dirname(join(dataDir, copies[1] ?? '')), { recursive: true });
  for (const copy of [...copies, 'projects/other.db', 'control.db.schema-1']) {
    copyFileSync(join(dataDir, 'projects/default.db'), join(dataDir, copy));
  }
  const { body } = await erase(collector, personPath);
  expect(body.oldCopies).toEqual(copies);
});

test('an offline queue brings nobody back; a later message starts a new profile', async () => {
  const collector = await openWithAnna();
  const { send, clock, read } = collector;
  const { body: receipt } = await erase(collector, personPath);
  clock.now += DAY_MS;
  const late = await send([
    track('m-1', { anonymousId: 'annas-browser' }),
    track('late-1', { anonymousId: 'annas-browser' }),
    track('late-2', { userId: ANNA, anonymousId: 'new-browser' }),
    track('late-3', { userId: 'anna-old' }),
    { type: 'alias', messageId: 'late-4', userId: 'carl', previousId: 'annas-browser', timestamp: at(-1) },
    track('late-5', { userId: ANNA }, { timestamp: at(-500) }),
    track('late-6', { userId: 'bob', anonymousId: 'annas-browser' }),
  ]);
  expect(late.duplicates).toBe(1);
  expect(late.rejected.map(({ messageId, code }) => [messageId, code])).toEqual(
    ['late-1', 'late-2', 'late-3', 'late-4', 'late-5'].map((messageId) => [messageId, 'erased']),
  );
  const { body: rejected } = await read<{ data: object[] }>('/v1/rejected');
  expect(rejected.data).toHaveLength(1);
  expect((await read(personPath)).status).toBe(404);

  const back = await send([track('later', { userId: ANNA }, { timestamp: at(0.5) })]);
  expect(back.accepted).toBe(1);
  const { body } = await read<{ profileId: string; firstSeenAt: string; traits: object }>(personPath);
  expect(body).toMatchObject({ firstSeenAt: at(0.5), traits: {} });
  expect(body.profileId).not.toBe(receipt.profileId);
});

/** Stops a collector, does something to its files, and starts it again. */
async function restart(
  collector: TestCollector,
  change: (dataDir: string) => void,
): Promise<TestCollector['read']> {
  await collector.stop();
  change(collector.config.dataDir);
  const again = await createCollector(collector.config, { now: () => collector.clock.now });
  onTestFinished(() => again.stop());
  await (await again.projects.open({ projectId: 'default', timeZone: 'UTC', createdAt: 0 })).reader.hasData();
  return async <Body>(path: string) => {
    const response = await again.app.request(path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
    return { status: response.status, body: (await response.json()) as Body };
  };
}

test('a restored old copy of project and control data brings nobody back', async () => {
  const first = await openWithAnna();
  await first.stop();
  const { dataDir } = first.config;
  const files = ['projects/default.db', 'control.db'];
  for (const file of files) copyFileSync(join(dataDir, file), join(dataDir, `${file}.old`));
  const second = await createCollector(first.config, { now: () => NOW });
  expect((await erase(second, personPath)).status).toBe(200);
  await second.stop();
  const read = await restart(first, () => {
    for (const file of files) {
      copyFileSync(join(dataDir, `${file}.old`), join(dataDir, file));
      rmSync(join(dataDir, `${file}-wal`), { force: true });
      rmSync(join(dataDir, `${file}-shm`), { force: true });
      rmSync(join(dataDir, `${file}.old`));
    }
  });
  expect((await read(personPath)).status).toBe(404);
  expect((await read('/v1/anonymous/annas-browser')).status).toBe(404);
  expect((await read('/v1/profiles/bob')).status).toBe(200);
  expect(allBytes(first).includes(ANNA)).toBe(false);
});

test('an erasure needs the scope admin, and the audit says who did it', async () => {
  const collector = await openWithAnna();
  const { app, read, control, clock } = collector;
  const change = { actor: 'test', at: clock.now };
  const settings = { scopes: ['read'] } as { scopes: ['read'] };
  const key = 'sk_that_may_only_read';
  await control.putKey({ projectId: 'default', kind: 'secret', key, settings, replaces: 'none', change });
  for (const [with_, code] of [
    [key, 'missing_scope'],
    [WRITE_KEY, 'write_key_cannot_read'],
  ]) {
    const response = await app.request(personPath, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${with_}` },
    });
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ code })]);
  }
  const { body } = await erase(collector, personPath);
  const keyId = (await control.findStoredKey(SECRET_KEY))?.keyId;
  const audit = await read<{ data: { action: string }[] }>('/v1/audit');
  expect(audit.body.data).toContainEqual({
    at: new Date(NOW).toISOString(),
    actor: keyId,
    action: 'profile-erased',
    subject: body.profileId,
    reason: null,
  });
  expect(audit.body.data).toContainEqual(
    expect.objectContaining({ actor: keyId, action: 'users-merged', subject: 'm-10' }),
  );
  expect(JSON.stringify(audit.body)).not.toContain('anna');
});
