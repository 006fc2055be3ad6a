import { expect, test } from 'vitest';
import { makeUserToken } from '../../src/access/user-token.ts';
import {
  DAY_MS,
  NOW,
  openCollector,
  SECRET_KEY,
  type TestCollector,
  WRITE_KEY,
} from '../http/open-collector.ts';

const TOKEN_SECRET = 'ts_that_signs_the_tokens_of_this_test';
const track = (userId: string) => ({ type: 'track', event: 'E', userId });

/** A known user, one who was erased, and none; the write key asks for user tokens. */
async function openWithTokens(): Promise<{ collector: TestCollector; tokenOf(userId: string): string }> {
  const collector = await openCollector();
  const { app, control, clock, send } = collector;
  await send([track('known'), track('erased')]);
  const authorization = `Bearer ${SECRET_KEY}`;
  const erased = await app.request('/v1/profiles/erased', { method: 'DELETE', headers: { authorization } });
  expect(erased.status).toBe(200);
  const change = { actor: 'test', at: clock.now };
  const writeKeyId = (await control.findStoredKey(WRITE_KEY))?.keyId ?? '';
  await control.setKey({ projectId: 'default', keyId: writeKeyId, change }, { requireUserToken: true });
  const { keyId } = await control.putKey({
    projectId: 'default',
    kind: 'token',
    key: TOKEN_SECRET,
    replaces: 'none',
    change,
  });
  const secret = { keyId, secret: TOKEN_SECRET };
  const expiresAt = clock.now + DAY_MS;
  return { collector, tokenOf: (userId) => makeUserToken(secret, { userId, expiresAt }) };
}

test('a key that asks for user tokens does not tell whether somebody is known, or was erased', async () => {
  const { collector, tokenOf } = await openWithTokens();
  const timestamp = new Date(NOW - DAY_MS).toISOString();
  const tokens = [undefined, 'v1.x.1.y', tokenOf('me')];
  for (const userToken of tokens) {
    const messages = ['known', 'erased', 'nobody'].map((userId, i) => ({
      ...track(userId),
      messageId: `m-${userToken}-${i}`,
      timestamp,
      ...(userToken !== undefined && { context: { userToken } }),
    }));
    const { rejected } = await collector.send(messages);
    const told = rejected.map(({ code, message }) => `${code}: ${message}`);
    expect(told).toHaveLength(3);
    expect(new Set(told).size, told.join('\n')).toBe(1);
  }
});

test("a page's read of its own score says the same of others, whether they are there or not", async () => {
  const { collector, tokenOf } = await openWithTokens();
  const ask = async (userId: string, authorization?: string) => {
    const response = await collector.app.request(`/v1/me/score?userId=${userId}`, {
      ...(authorization !== undefined && { headers: { authorization } }),
    });
    return { status: response.status, text: await response.text(), headers: [...response.headers] };
  };
  for (const authorization of [undefined, 'Bearer x', `Bearer ${tokenOf('me')}`, `Bearer ${SECRET_KEY}`]) {
    const [known, ...others] = await Promise.all(
      ['known', 'erased', 'nobody'].map((userId) => ask(userId, authorization)),
    );
    expect(known?.status).toBe(401);
    expect(others).toEqual([known, known]);
  }
  expect((await ask('known', `Bearer ${tokenOf('known')}`)).status).toBe(200);
});
