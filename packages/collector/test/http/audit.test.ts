import { defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { NOW, openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

interface Entry {
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string | null;
}

interface Change {
  path?: string;
  /** Sent first to the operation's path, or to another one. */
  before?: { operation: string; body: object };
  body?: object;
  /** The entry that it leaves. */
  action: string;
  subject: string;
  reason?: string;
}

const ERASURE: Change = { path: '', action: 'profile-erased', subject: '' };

/** They compute and change nothing, which is why the audit has nothing of them. */
const COMPUTE = /\/(preview|backtest|calibrate|target)$/;

/** They take a backtest first: `probability.test.ts` has their entries. */
const AFTER_BACKTEST = /\/probability$/;

/** Whatever changes something, apart from sending messages. */
const CHANGES: Record<string, Change> = {
  'POST /v1/models': {
    body: { model: defaultModel(), publish: true, reason: 'Invites say more\nthan reports' },
    action: 'model-published',
    subject: 'main v2',
    reason: 'Invites say more\nthan reports',
  },
  'POST /v1/models/{modelId}/publish': {
    before: { operation: 'POST /v1/models', body: { model: defaultModel(), reason: 'A trial' } },
    path: '/v1/models/main/publish',
    body: { version: 2 },
    action: 'model-published',
    subject: 'main v2',
    reason: 'A trial',
  },
  'PUT /v1/outcomes': {
    body: { outcomes: [{ name: 'cancelled', event: 'Subscription Cancelled', good: false }] },
    action: 'outcomes-set',
    subject: 'cancelled',
  },
  'POST /v1/rejected/replay': { body: {}, action: 'rejected-replayed', subject: '1 messages' },
  'DELETE /v1/profiles/{userId}': { ...ERASURE, path: '/v1/profiles/anna' },
  'DELETE /v1/anonymous/{anonymousId}': { ...ERASURE, path: '/v1/anonymous/visitor' },
  'DELETE /v1/profile-ids/{profileId}': ERASURE,
};

async function openWithPeople(): Promise<TestCollector> {
  const collector = await openCollector();
  const { control, clock, send } = collector;
  const event = { type: 'track', event: 'Report Viewed' };
  await send([
    { ...event, userId: 'anna' },
    { ...event, anonymousId: 'visitor' },
  ]);
  // Rejected for want of a user token, which is then wanted no more.
  const [key] = (await control.listKeys('default', clock.now)).filter(({ kind }) => kind === 'write');
  const which = {
    projectId: 'default',
    keyId: key?.keyId ?? '',
    change: { actor: 'test', at: clock.now },
  };
  await control.setKey(which, { requireUserToken: true });
  await send([{ ...event, userId: 'ben' }]);
  await control.setKey(which, { requireUserToken: false });
  return collector;
}

async function profileIdOf({ read }: TestCollector): Promise<string> {
  return (await read<{ profileId: string }>('/v1/profiles/anna')).body.profileId;
}

async function make(collector: TestCollector, operation: string, { path, body }: Change): Promise<number> {
  const [method = '', template = ''] = operation.split(' ');
  const { status } = await collector.app.request(path || template, {
    method,
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return status;
}

function operationsThatChange({ app }: TestCollector): string[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  return Object.entries(paths).flatMap(([path, { get: _, options: __, ...operations }]) =>
    Object.entries(operations)
      // Those with a write key send messages, which are their own record.
      .filter(([, one]) => JSON.stringify((one as { security?: object }).security) === '[{"secretKey":[]}]')
      .filter(() => !COMPUTE.test(path) && !AFTER_BACKTEST.test(path))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
}

test('every route that changes something is among those that the audit is tested with', async () => {
  expect(operationsThatChange(await openCollector()).sort()).toEqual(Object.keys(CHANGES).sort());
});

test.each(Object.entries(CHANGES))(
  '%s: the audit says who, when, what and why',
  async (operation, change) => {
    const collector = await openWithPeople();
    const profileId = await profileIdOf(collector);
    const path = change.path || operation.replace(/^\w+ /, '').replace('{profileId}', profileId);
    collector.clock.now += 60_000;
    const { before } = change;
    if (before) expect(await make(collector, before.operation, { ...change, ...before, path: '' })).toBe(201);
    expect(await make(collector, operation, { ...change, path })).toBeLessThan(300);
    const keyId = (await collector.control.findStoredKey(SECRET_KEY))?.keyId;
    const { data } = (await collector.read<{ data: Entry[] }>('/v1/audit?limit=1')).body;
    expect(data).toEqual([
      {
        at: new Date(NOW + 60_000).toISOString(),
        actor: keyId,
        action: change.action,
        subject: change.subject || expect.stringMatching(/^p_?\w+/),
        reason: change.reason ?? null,
      },
    ]);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`anna|visitor|${WRITE_KEY}|${SECRET_KEY}`));
  },
);

test('ardent audit tells the same, a line each', async () => {
  const collector = await openWithPeople();
  for (const [operation, change] of Object.entries(CHANGES).slice(0, 3))
    await make(collector, operation, change);
  const lines: string[] = [];
  const terminal = { out: (text: string) => void lines.push(text), err: () => undefined };
  expect(await main(['audit', '--data-dir', collector.config.dataDir], terminal)).toBe(0);
  const { data } = (await collector.read<{ data: Entry[] }>('/v1/audit')).body;
  expect(lines).toHaveLength(data.length);
  expect(lines.join('\n')).toMatch(
    /model-published\s+main v2 {2}by key_[\w-]+: Invites say more than reports/,
  );
  for (const [index, { at, action, subject }] of data.entries()) {
    expect(lines[index]).toMatch(
      new RegExp(`^${at} +${action} +${subject.replaceAll(/[()[\]]/g, '.')}  by `),
    );
  }
});
