import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createQuickstart } from './create-quickstart.ts';

const SECRET_KEY = 'sk_never_in_a_page_0123456789';
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A collector as far as the back end sees it: notes what it is asked, and answers as told. */
async function startCollector(status: number, body: unknown) {
  const asked: { url: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const quickstart = (collectorUrl: string) =>
  createQuickstart({ collectorUrl, writeKey: 'wk_"$&<1', secretKey: SECRET_KEY, modelId: 'taskwell' });

async function signIn(app: ReturnType<typeof quickstart>, person: string, cookie = '') {
  const response = await app.request('/demo/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ person }),
  });
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { user: (await response.json()).user, cookie: cookies.join('; ') };
}

test('the page holds the script tag with the public key, escaped, and never the secret one', async () => {
  const page = await (await quickstart('https://ardent.example').request('/demo')).text();
  expect(page).toContain(
    '<script async src="https://ardent.example/ardent.js" data-write-key="wk_&quot;$&amp;&lt;1">',
  );
  expect(page).not.toContain(SECRET_KEY);
  expect(page).not.toContain('{{');
});

test('asks the collector for the signed-in user alone, with the secret key', async () => {
  const collector = await startCollector(200, { rounded: 42 });
  const app = quickstart(collector.url);
  const { user, cookie } = await signIn(app, 'maya');
  const answer = await app.request('/demo/score?userId=priya-000000000000', { headers: { Cookie: cookie } });
  expect(await answer.json()).toEqual({ score: { rounded: 42 } });
  expect(collector.asked).toEqual([
    { url: `/v1/profiles/${user.userId}/score?model=taskwell`, authorization: `Bearer ${SECRET_KEY}` },
  ]);
});

test('the same person is another user in another browser, and the same one on coming back', async () => {
  const app = quickstart('https://ardent.example');
  const first = await signIn(app, 'maya');
  const again = await signIn(app, 'maya', first.cookie);
  const other = await signIn(app, 'maya');
  expect(again.user.userId).toBe(first.user.userId);
  expect(other.user.userId).not.toBe(first.user.userId);
  expect(first.cookie).not.toContain(first.user.userId);
});

test('without signing in there is no score', async () => {
  const collector = await startCollector(200, {});
  const app = quickstart(collector.url);
  expect((await app.request('/demo/score')).status).toBe(401);
  const forged = 'taskwell_visitor=not-a-visitor; taskwell_person=maya';
  expect((await app.request('/demo/score', { headers: { Cookie: forged } })).status).toBe(401);
  expect(collector.asked).toEqual([]);
});

test('signing out ends it', async () => {
  const response = await quickstart('https://ardent.example').request('/demo/session', { method: 'DELETE' });
  expect(response.headers.get('Set-Cookie')).toMatch(/^taskwell_person=; Max-Age=0; Path=\/demo/);
});

test.each([{}, { person: 'root' }, 7, null, 'not json'])('nobody can sign in as %j', async (body) => {
  const response = await quickstart('https://ardent.example').request('/demo/session', {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ message: 'person must be one of maya, jonas, priya' });
});

test('a user the collector has not heard of has no score yet; trouble is told', async () => {
  const unknown = quickstart((await startCollector(404, {})).url);
  const { cookie } = await signIn(unknown, 'jonas');
  expect(await (await unknown.request('/demo/score', { headers: { Cookie: cookie } })).json()).toEqual({
    score: null,
  });
  const broken = quickstart((await startCollector(503, {})).url);
  const answer = await broken.request('/demo/score', { headers: { Cookie: cookie } });
  expect([answer.status, await answer.json()]).toEqual([502, { message: 'the collector answered 503' }]);
  const gone = quickstart('http://127.0.0.1:1');
  expect((await gone.request('/demo/score', { headers: { Cookie: cookie } })).status).toBe(502);
});
