import { expect, test } from 'vitest';
import { makeUserToken } from '../../src/access/user-token.ts';
import { openCollector, type TestCollector } from './open-collector.ts';

const KEY = 'wk_wants_tokens';

/** A project whose second write key takes users with a token alone. */
async function openProven() {
  const collector = await openCollector();
  const { control, clock } = collector;
  const change = { actor: 'test', at: clock.now };
  const common = { projectId: 'default', replaces: 'none', change } as const;
  await control.putKey({ ...common, kind: 'write', key: KEY, settings: { requireUserToken: true } });
  const { keyId } = await control.putKey({ ...common, kind: 'token', key: 'ts_secret' });
  const tokenOf = (userId: string, lifeMs = 60_000) =>
    makeUserToken({ keyId, secret: 'ts_secret' }, { userId, expiresAt: clock.now + lifeMs });
  return { ...collector, keyId, tokenOf };
}

const track = (messageId: string, ids: object, context: object = {}) => ({
  type: 'track',
  event: 'Report Viewed',
  messageId,
  ...ids,
  context,
});

async function codesOf({ send }: TestCollector, messages: object[]): Promise<(string | undefined)[]> {
  const { rejected } = await send(messages, KEY);
  return messages.map((_, index) => rejected.find((one) => one.index === index)?.code);
}

test('requireUserToken: whoever names a user proves it', async () => {
  const collector = await openProven();
  const { tokenOf, read } = collector;
  const anna = { userToken: tokenOf('anna') };
  expect(
    await codesOf(collector, [
      track('m-1', { userId: 'anna' }),
      track('m-2', { userId: 'anna' }, { userToken: tokenOf('bob') }),
      track('m-3', { userId: 'anna' }, { userToken: tokenOf('anna', -1) }),
      track('m-4', { userId: 'anna' }, { userToken: 'v1.x.y' }),
      { type: 'identify', userId: 'bob', anonymousId: 'a', messageId: 'm-5', context: anna },
      { type: 'group', userId: 'bob', groupId: 'g', messageId: 'm-6', context: anna },
    ]),
  ).toEqual(Array.from({ length: 6 }, () => 'unverified_user'));
  expect((await read('/v1/profiles/anna')).status).toBe(404);
  expect(
    await codesOf(collector, [
      track('m-7', { userId: 'anna' }, anna),
      track('m-8', { anonymousId: 'visitor' }),
      { type: 'identify', userId: 'anna', anonymousId: 'visitor', messageId: 'm-9', context: anna },
    ]),
  ).toEqual([undefined, undefined, undefined]);
  const { body } = await read<{ anonymousIds: string[] }>('/v1/profiles/anna');
  expect(body.anonymousIds).toEqual(['visitor']);
});

test('requireUserToken: a previousId may be no other known user', async () => {
  const collector = await openProven();
  const { tokenOf, send, read } = collector;
  await send([track('m-1', { userId: 'victim' })]);
  const alias = { type: 'alias', previousId: 'victim' };
  expect(
    await codesOf(collector, [
      { ...alias, messageId: 'm-2', anonymousId: 'visitor' },
      { ...alias, messageId: 'm-3', userId: 'anna', context: { userToken: tokenOf('anna') } },
    ]),
  ).toEqual(['unverified_user', 'merge_not_allowed']);
  const { body } = await read<{ anonymousIds: string[] }>('/v1/profiles/victim');
  expect(body.anonymousIds).toEqual([]);
});

test('requireUserToken: nobody else opts a person out, or in again', async () => {
  const collector = await openProven();
  const { tokenOf, send, read } = collector;
  await send([track('m-1', { userId: 'anna', anonymousId: 'browser' })]);
  const optOut = { type: 'identify', context: { optOut: true } };
  expect(
    await codesOf(collector, [
      { ...optOut, messageId: 'm-2', anonymousId: 'browser' },
      { ...optOut, messageId: 'm-3', userId: 'anna' },
    ]),
  ).toEqual(['unverified_user', 'unverified_user']);
  expect((await read('/v1/profiles/anna/score')).status).toBe(200);
  const context = { optOut: true, userToken: tokenOf('anna') };
  expect(await codesOf(collector, [{ type: 'identify', messageId: 'm-4', userId: 'anna', context }])).toEqual(
    [undefined],
  );
  expect((await read('/v1/profiles/anna/score')).status).toBe(409);
});

test('a token of another project proves nothing', async () => {
  const collector = await openProven();
  const { control, clock } = collector;
  const change = { actor: 'test', at: clock.now };
  await control.addProject({ projectId: 'other', timeZone: 'UTC', createdAt: clock.now }, change);
  const { keyId } = await control.putKey({
    projectId: 'other',
    kind: 'token',
    key: 'ts_other',
    replaces: 'none',
    change,
  });
  const userToken = makeUserToken(
    { keyId, secret: 'ts_other' },
    { userId: 'anna', expiresAt: clock.now + 60_000 },
  );
  expect(await codesOf(collector, [track('m-1', { userId: 'anna' }, { userToken })])).toEqual([
    'unverified_user',
  ]);
});

async function askOwnScore({ app }: TestCollector, userId: string, token?: string): Promise<Response> {
  const headers: Record<string, string> = { origin: 'https://app.example.com' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  return app.request(`/v1/me/score?userId=${encodeURIComponent(userId)}`, { headers });
}

test('/v1/me/score: the own score and band, for the page, and no more', async () => {
  const collector = await openProven();
  await collector.send([track('m-1', { userId: 'anna' }), track('m-2', { userId: 'anna' })]);
  const { body } = await collector.read<{ rounded: number; band: string }>('/v1/profiles/anna/score');
  const answer = await askOwnScore(collector, 'anna', collector.tokenOf('anna'));
  expect([answer.status, await answer.json()]).toEqual([200, { rounded: body.rounded, band: body.band }]);
  expect(body.rounded).toBeGreaterThan(0);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': 'https://app.example.com',
    'cache-control': 'no-store',
    vary: 'Origin',
  });
});

test.each<
  [string, number, string, (collector: Awaited<ReturnType<typeof openProven>>) => string | undefined]
>([
  ['no token', 401, 'missing_user_token', () => undefined],
  ["another's token", 401, 'invalid_user_token', ({ tokenOf }) => tokenOf('bob')],
  ['an expired token', 401, 'expired_user_token', ({ tokenOf }) => tokenOf('anna', -1)],
  ['a write key', 401, 'invalid_user_token', () => KEY],
  ['a token secret', 401, 'invalid_user_token', () => 'ts_secret'],
  ['a user who is not there', 404, 'profile_not_found', ({ tokenOf }) => tokenOf('anna')],
])('/v1/me/score with %s: %i %s, which the page can read', async (_, status, code, toToken) => {
  const collector = await openProven();
  const answer = await askOwnScore(collector, 'anna', toToken(collector));
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
});

test('/v1/me/score answers preflights, and a secret that has ended proves nothing', async () => {
  const collector = await openProven();
  const { app, control, clock, keyId, tokenOf } = collector;
  const preflight = await app.request('/v1/me/score', {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example.com', 'access-control-request-headers': 'authorization' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  await collector.send([track('m-1', { userId: 'anna' })]);
  const token = tokenOf('anna');
  expect((await askOwnScore(collector, 'anna', token)).status).toBe(200);
  await control.endKey({ projectId: 'default', keyId, change: { actor: 'test', at: clock.now } });
  expect((await askOwnScore(collector, 'anna', token)).status).toBe(401);
});

test.each(['/v1/profiles', '/v1/profiles/anna', '/v1/profiles/anna/score', '/v1/models', '/v1/audit'])(
  'a user token reads nothing else: %s',
  async (path) => {
    const collector = await openProven();
    await collector.send([track('m-1', { userId: 'anna' })]);
    const authorization = `Bearer ${collector.tokenOf('anna')}`;
    expect((await collector.app.request(path, { headers: { authorization } })).status).toBe(401);
  },
);
