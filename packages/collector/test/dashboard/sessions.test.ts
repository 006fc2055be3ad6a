import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, type StartedDashboard, startDashboard } from './start-dashboard.ts';

let started: StartedDashboard;
beforeEach(async () => {
  started = await startDashboard();
});
afterEach(() => started.stop());

const get = (path: string, cookie = '') => started.app.request(path, { headers: { Cookie: cookie } });
const post = (path: string, headers: Record<string, string>, form: Record<string, string> = {}) =>
  started.app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) });

test.each([
  '/',
  '/projects/default',
  '/projects/default/model',
  '/projects/default/profiles/prf_1',
  '/projects/none',
])('without a session %s sends to the log-in', async (path) => {
  for (const cookie of ['', 'ardent_session=made-up']) {
    const response = await get(path, cookie);
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/login']);
  }
});

test('the style sheet and the icon need no session', async () => {
  expect((await get('/dashboard.css')).headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect((await get('/dashboard.svg')).headers.get('Content-Type')).toBe('image/svg+xml');
});

test('a link opens a session once, and looking at it with HEAD does not use it up', async () => {
  const link = `/login?token=${await started.addLoginLink()}`;
  expect((await started.app.request(link, { method: 'HEAD' })).headers.getSetCookie()).toEqual([]);
  const response = await get(link);
  expect(response.headers.get('Location')).toBe('/');
  expect(response.headers.getSetCookie()[0]).toMatch(
    /^ardent_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const again = await get(link);
  expect([again.status, again.headers.getSetCookie()]).toEqual([403, []]);
  expect(await again.text()).toContain('used before, or is too old');
});

test('a link that is too old opens nothing', async () => {
  const link = `/login?token=${await started.addLoginLink()}`;
  started.clock.now += 61_000;
  expect((await get(link)).status).toBe(403);
});

test('a session ends after a week', async () => {
  const cookie = await logIn(started);
  started.clock.now += 7 * 86_400_000 - 1;
  expect((await get('/projects/default', cookie)).status).toBe(200);
  started.clock.now += 1;
  expect((await get('/projects/default', cookie)).status).toBe(303);
});

test('a secret key opens its own project and no other', async () => {
  const cookie = await logIn(started, started.secretKeyOf('demo'));
  expect((await get('/projects/demo', cookie)).status).toBe(200);
  const other = await get('/projects/default', cookie);
  expect(other.status).toBe(404);
  expect(await other.text()).toContain('There is no project “default” that you may see.');
});

test('a write key, a wrong key and no key open nothing', async () => {
  for (const secretKey of [started.writeKeyOf('default'), 'sk_wrong_0123456789abcdef', '']) {
    const response = await post('/login', { Origin: 'http://localhost' }, { secretKey });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect(await response.text()).toContain('no valid secret key');
  }
});

test('another site can neither log in nor out', async () => {
  const cookie = await logIn(started);
  const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  expect((await post('/logout', { ...foreign, Cookie: cookie })).status).toBe(403);
  expect((await post('/login', foreign, { secretKey: started.secretKeyOf('demo') })).status).toBe(403);
  expect((await get('/projects/default', cookie)).status).toBe(200);
});

test('logging out ends the session for good', async () => {
  const cookie = await logIn(started);
  const response = await post('/logout', { Origin: 'http://localhost', Cookie: cookie });
  expect(response.headers.getSetCookie()[0]).toMatch(/^ardent_session=; Max-Age=0/);
  expect((await get('/projects/default', cookie)).status).toBe(303);
});

test('pages allow no scripts, no frames and no caching', async () => {
  const { headers } = await get('/projects/default', await logIn(started));
  expect(headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('Cache-Control')).toBe('no-store');
});

test('behind a proxy with TLS the cookie is secure, and the script tag has the outer address', async () => {
  const headers = { 'X-Forwarded-Proto': 'https', Host: 'ardent.example' };
  const link = `http://ardent.example/login?token=${await started.addLoginLink()}`;
  const [cookie = ''] = (await started.app.request(link, { headers })).headers.getSetCookie();
  expect(cookie).toContain('; Secure');
  const page = await started.app.request('http://ardent.example/projects/default', {
    headers: { ...headers, Cookie: cookie },
  });
  expect(await page.text()).toContain('src=&quot;https://ardent.example/ardent.js&quot;');
});

test('a session ends with the key that opened it', async () => {
  const cookie = await logIn(started, started.secretKeyOf('demo'));
  await started.endKeys('demo');
  expect((await get('/projects/demo', cookie)).status).toBe(303);
});
