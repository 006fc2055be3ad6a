import { expect, test } from 'vitest';
import { makeUserToken } from '../../src/access/user-token.ts';
import { openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from '../http/open-collector.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';

const OTHER_SECRET = 'sk_of_another_project';
const TOKEN_SECRET = 'ts_that_signs_the_tokens_of_this_test';

interface Operation {
  method: string;
  path: string;
}

/** Anna in the project `default`, nobody in another one. */
async function openTwoProjects(): Promise<{ collector: TestCollector; url: string; token: string }> {
  const collector = await openCollector();
  const { control, clock } = collector;
  const change = { actor: 'test', at: clock.now };
  await control.addProject({ projectId: 'other', timeZone: 'UTC', createdAt: clock.now }, change);
  const add = (projectId: string, kind: 'secret' | 'token', key: string) =>
    control.putKey({ projectId, kind, key, replaces: 'none', change });
  await add('other', 'secret', OTHER_SECRET);
  const { keyId } = await add('default', 'token', TOKEN_SECRET);
  const event = { type: 'track', event: 'Confidential Report', userId: 'anna', anonymousId: 'annas' };
  await collector.send([
    { ...event, messageId: 'm-1' },
    { type: 'group', userId: 'anna', groupId: 'acme', messageId: 'm-2' },
  ]);
  const { url } = await collector.start();
  const secret = { keyId, secret: TOKEN_SECRET };
  return { collector, url, token: makeUserToken(secret, { userId: 'anna', expiresAt: clock.now + 60_000 }) };
}

/** Every operation of the API that needs a secret key, asking for what there is. */
function listSecured({ app }: TestCollector, profileId: string): Operation[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const names: Record<string, string> = { profileId, anonymousId: 'annas', groupId: 'acme', id: 'main' };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { security?: object[] }>)
      .filter(([, { security = [] }]) => security.length > 0 && security.every((one) => 'secretKey' in one))
      .map(([method]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? 'anna'),
      })),
  );
}

/** The same address for whoever reads it in another way than the server. */
const spellings = (path: string): string[] => [
  path,
  `${path}/`,
  `/${path}`,
  path.replace('/v1/', '/v1//'),
  path.replace('/v1/', '/v1/./'),
  path.replace('/v1/', '/x/../v1/'),
  path.replace('/v1/', '/v1%2F'),
  path.replace('/v1/', '/%761/'),
  path.replace('/v1/', '/V1/'),
  `${path};jsessionid=1`,
  `${path}%00`,
  `${path}%0d%0aX-Injected:%201`,
  `http://evil.example${path}`,
];

function expectClosed({ status, headers, body }: RawAnswer, what: string): void {
  expect([401, 403, 404], `${what}: ${status} ${body}`).toContain(status);
  expect(body, what).not.toContain('Confidential');
  expect(headers, what).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  for (const name of ['etag', 'last-modified', 'x-injected']) expect(headers[name], what).toBeUndefined();
  // What refuses a key is not for pages to see; what says that there is nothing may be.
  if (status !== 404) expect(headers['access-control-allow-origin'], what).toBeUndefined();
}

test('no address that needs a secret key opens without one, however it is written, whatever else is brought', async () => {
  const { collector, url, token } = await openTwoProjects();
  const { body } = await collector.read<{ profileId: string }>('/v1/profiles/anna');
  const operations = listSecured(collector, body.profileId);
  expect(operations.length).toBeGreaterThan(40);
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const credentials: Record<string, string>[] = [{}, bearer(WRITE_KEY), bearer(token)];
  const elsewhere = { 'x-write-key': SECRET_KEY, cookie: `ardent_session=${SECRET_KEY}` };
  for (const { method, path } of operations) {
    const ask = (to: string, headers: Record<string, string>) =>
      rawRequest(url, { method, path: to, headers: { ...headers, origin: 'https://evil.example' } });
    for (const headers of credentials)
      expectClosed(await ask(path, headers), `${method} ${path} ${headers['authorization']}`);
    const inAddress = `${path}?writeKey=${SECRET_KEY}&key=${SECRET_KEY}&access_token=${SECRET_KEY}`;
    expectClosed(await ask(inAddress, elsewhere), `${method} ${path} with the key in a wrong place`);
    for (const spelling of method === 'GET' ? spellings(path) : [])
      expectClosed(await ask(spelling, bearer(WRITE_KEY)), `${method} ${spelling}`);
  }
  expect((await collector.read('/v1/profiles/anna')).status).toBe(200);
}, 120_000);

test("another project's secret key finds nothing of this one, and changes nothing in it", async () => {
  const { collector, url } = await openTwoProjects();
  const { body } = await collector.read<{ profileId: string }>('/v1/profiles/anna');
  const before = await collector.read('/v1/profiles/anna/score');
  for (const { method, path } of listSecured(collector, body.profileId)) {
    if (path === '/v1/live') continue;
    const headers = { authorization: `Bearer ${OTHER_SECRET}`, 'content-type': 'application/json' };
    const answer = await rawRequest(url, { method, path, headers, ...(method !== 'GET' && { body: '{}' }) });
    const what = `${method} ${path}: ${answer.status} ${answer.body}`;
    expect(answer.status, what).toBeLessThan(500);
    expect(answer.body, what).not.toMatch(/Confidential|m-1|"groupId":"acme"|"userId":"anna"/);
  }
  expect(await collector.read('/v1/profiles/anna/score')).toEqual(before);
}, 60_000);
