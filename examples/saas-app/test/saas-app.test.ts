import { describe, expect, test } from 'vitest';
import { checkUserToken } from '../../../packages/collector/src/access/user-token.ts';
import { createSaasApp, type SaasAppOptions } from '../src/index.ts';
import { startFakeCollector } from './start-fake-collector.ts';
import { createVisitor, type Visitor } from './visit.ts';

const TOKEN_SECRET = { keyId: 'key_tokens', secret: 'ts_never_in_a_page_0123456789' };
const SECRET_KEY = 'sk_never_in_a_page_0123456789';
const ROSA = {
  name: 'Rosa Marin',
  email: 'rosa@lumen.example',
  company: 'Lumen Freight',
  password: 'long enough',
};

async function open(options: Partial<SaasAppOptions> & { status?: number } = {}) {
  const { url, sent } = await startFakeCollector(options.status);
  const errors: string[] = [];
  const app = createSaasApp({
    collectorUrl: url,
    writeKey: 'wk_"<1',
    secretKey: SECRET_KEY,
    tokenSecret: TOKEN_SECRET,
    onError: (text) => errors.push(text),
    ...options,
  });
  return { app, sent, errors, visitor: createVisitor(app) };
}

const eventsOf = (page: Awaited<ReturnType<Visitor['get']>>) => page.data.events.map(({ event }) => event);

async function openBoard(visitor: Visitor): Promise<string> {
  await visitor.submit('/sign-up', ROSA);
  return (await visitor.submit('/projects', { name: 'Spring launch' })).path;
}

describe('who comes in', () => {
  test('is told to the SDK on the first page, once as signed up, with a token that the collector accepts', async () => {
    const now = Date.UTC(2026, 10, 22, 12, 30);
    const { visitor } = await open({ now: () => now });
    const first = await visitor.submit('/sign-up', ROSA);
    expect(first.path).toBe('/projects');
    expect(first.data.events).toEqual([{ event: 'Signed Up', properties: { source: 'website' } }]);
    expect(eventsOf(await visitor.get('/projects'))).toEqual([]);
    const { userId = '', userToken = '' } = first.data;
    const check = (who: string, at: number) =>
      checkUserToken(userToken, {
        userId: who,
        now: at,
        findTokenSecret: (keyId) =>
          keyId === TOKEN_SECRET.keyId ? { ...TOKEN_SECRET, projectId: 'demo' } : undefined,
      });
    expect(check(userId, now)).toEqual({ ok: true, projectId: 'demo' });
    expect(check('somebody else', now)).toEqual({ ok: false, reason: 'wrong_signature' });
    expect(check(userId, now + 2 * 3_600_000)).toEqual({ ok: false, reason: 'expired' });
  });

  test('comes back with the password, and with no other', async () => {
    const { app, visitor } = await open();
    const { userId } = (await visitor.submit('/sign-up', ROSA)).data;
    const later = createVisitor(app);
    const refused = await later.submit('/sign-in', { email: ROSA.email, password: 'long enougH' });
    expect([refused.status, (await later.get('/projects')).path]).toEqual([401, '/sign-in']);
    const page = await later.submit('/sign-in', { email: 'ROSA@lumen.example', password: ROSA.password });
    expect([page.data.userId, eventsOf(page)]).toEqual([userId, ['Signed In']]);
  });

  test('is forgotten when they sign out', async () => {
    const { visitor } = await open();
    await visitor.submit('/sign-up', ROSA);
    expect((await visitor.submit('/sign-out')).data.userId).toBeUndefined();
    expect((await visitor.get('/billing')).path).toBe('/sign-in');
  });

  test('may only look around, in a team that is new each time', async () => {
    const { app } = await open();
    const [one, other] = [
      await createVisitor(app).submit('/sample'),
      await createVisitor(app).submit('/sample'),
    ];
    expect(one.text).toContain('Spring launch');
    expect(one.data.groupId).not.toBe(other.data.groupId);
    expect(one.data.userId).not.toBe(other.data.userId);
  });

  test.each([
    [{ name: '' }, 'name must have 1 to 80 characters, got nothing.'],
    [{ email: 'rosa' }, 'email must be an address such as sam@example.com, got &quot;rosa&quot;.'],
    [{ password: 'short' }, 'password must have at least 8 characters, got 5.'],
    [{ company: 'x'.repeat(81) }, 'company must have 1 to 80 characters, got 81 characters.'],
  ])('is asked again after %j', async (wrong, message) => {
    const { visitor } = await open();
    const page = await visitor.submit('/sign-up', { ...ROSA, ...wrong });
    expect(page.status).toBe(400);
    expect(page.text).toContain(message);
  });

  test('joins the company that invited them, by an invitation that works once', async () => {
    const { app, visitor } = await open();
    const { groupId } = (await visitor.submit('/sign-up', ROSA)).data;
    const team = await visitor.submit('/team/invites', { email: 'sam@lumen.example' });
    expect(eventsOf(team)).toEqual(['Invite Sent']);
    const [, inviteId = ''] = /invitation=([\w-]+)/.exec(team.text) ?? [];
    const sam = { name: 'Sam Obi', email: 'sam@lumen.example', password: 'long enough', inviteId };
    const joined = await createVisitor(app).submit('/sign-up', sam);
    expect(joined.data).toMatchObject({ groupId, events: [{ properties: { source: 'invite' } }] });
    const again = await createVisitor(app).submit('/sign-up', { ...sam, email: 'kim@lumen.example' });
    expect(again.status).toBe(400);
  });
});

describe('the pages', () => {
  test('hold the script tag with the public key, escaped, and never a secret', async () => {
    const { visitor, app } = await open();
    const welcome = (await createVisitor(app).get('')).text;
    expect(welcome).toMatch(/^<!doctype html>/);
    expect(welcome).toMatch(
      /<script async="" src="http:\/\/[^"]+\/ardent\.js" data-write-key="wk_&quot;&lt;1">/,
    );
    const path = await openBoard(visitor);
    for (const place of [
      '',
      path,
      `${path}/timeline`,
      '/team',
      '/reports',
      '/billing',
      '/help',
      '/mailbox',
    ]) {
      const page = await visitor.get(place);
      expect([place, page.status]).toEqual([place, 200]);
      expect(page.text).not.toContain(SECRET_KEY);
      expect(page.text).not.toContain(TOKEN_SECRET.secret);
    }
  });

  test('show what people type as text, in HTML and in scripts', async () => {
    const { visitor } = await open();
    const name = '</script><script>alert(1)</script>';
    await visitor.submit('/sign-up', { ...ROSA, company: name, name });
    const page = await visitor.submit('/projects', { name });
    expect(page.text).not.toContain('<script>alert');
    expect(page.data.userId).toMatch(/^usr_/);
    const card = await visitor.post(`${page.path}/tasks`, { title: '<img src=x onerror=alert(1)>' });
    expect(card.text).toContain('&lt;img src=x');
  });
});

describe('a board', () => {
  test('takes tasks, moves and comments, and refuses what is none', async () => {
    const { visitor } = await open();
    const path = await openBoard(visitor);
    const added = await visitor.post(`${path}/tasks`, { title: 'Write the launch post' });
    const [, taskId = ''] = /data-task="([^"]+)"/.exec(added.text) ?? [];
    expect(added.status).toBe(200);
    expect((await visitor.post(`${path}/tasks/${taskId}/status`, { status: 'done' })).status).toBe(200);
    expect((await visitor.post(`${path}/tasks/${taskId}/comments`, { text: 'At last' })).text).toContain(
      'At last',
    );
    expect((await visitor.get('/projects')).text).toContain('1 of 1 tasks done');
    expect((await visitor.get('/reports/export.csv')).text).toBe(
      'project,task,status,comments\r\nSpring launch,Write the launch post,done,1\r\n',
    );
    const wrong = await visitor.post(`${path}/tasks/${taskId}/status`, { status: 'gone' });
    expect([wrong.status, wrong.text]).toEqual([
      400,
      '{"message":"status must be todo, doing or done, got \\"gone\\"."}',
    ]);
    expect((await visitor.post(`${path}/tasks`, { title: ' ' })).status).toBe(400);
    expect((await visitor.post(`${path}/tasks/none/status`, { status: 'done' })).status).toBe(404);
  });

  test("is nobody else's", async () => {
    const { app, visitor } = await open();
    const path = await openBoard(visitor);
    const stranger = createVisitor(app);
    await stranger.submit('/sample');
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(`${path}/tasks`, { title: 'Mine now' })).status).toBe(404);
  });
});

describe('the back end tells the collector, with its secret key', () => {
  test('who pays for how many seats, and each invoice as something nobody did', async () => {
    const { visitor, sent } = await open();
    const { userId, groupId } = (await visitor.submit('/sign-up', ROSA)).data;
    const started = await visitor.submit('/billing/plan', { plan: 'starter' });
    const upgraded = await visitor.submit('/billing/plan', { plan: 'pro' });
    const cancelled = await visitor.submit('/billing/cancel', { reason: 'Too expensive' });
    expect([started, upgraded, cancelled].map(eventsOf)).toEqual([
      ['Subscription Started'],
      ['Subscription Upgraded'],
      ['Subscription Cancelled'],
    ]);
    expect(sent.every(({ authorization }) => authorization === `Bearer ${SECRET_KEY}`)).toBe(true);
    const told = sent.map(({ path, body }) => (path === '/v1/group' ? body['traits'] : body['event']));
    expect(told).toEqual([
      { name: 'Lumen Freight', plan: 'trial', seats: 3 },
      'Trial Started',
      'Invoice Paid',
      { name: 'Lumen Freight', plan: 'starter', seats: 3 },
      'Invoice Paid',
      { name: 'Lumen Freight', plan: 'pro', seats: 3 },
      { name: 'Lumen Freight', plan: 'cancelled', seats: 3 },
    ]);
    expect(sent.find(({ body }) => body['event'] === 'Invoice Paid')?.body).toMatchObject({
      userId,
      properties: { amount: 27, currency: 'EUR', seats: 3, nonInteraction: true },
    });
    expect(sent[0]?.body).toMatchObject({ userId, groupId });
  });

  test('a mail that was opened, once; a ticket that was answered, once and not at once', async () => {
    let now = Date.UTC(2026, 10, 22, 12);
    const { visitor, sent } = await open({ now: () => now });
    await visitor.submit('/sign-up', ROSA);
    const [, mail = ''] =
      /href="\/demo\/app(\/mailbox\/[^"]+)"/.exec((await visitor.get('/mailbox')).text) ?? [];
    await visitor.get(mail);
    await visitor.get(mail);
    const ticket = await visitor.submit('/help', { subject: 'Import fails', text: 'At row 3.' });
    expect(eventsOf(ticket)).toEqual(['Support Ticket Created']);
    expect(ticket.text).toContain('look in again');
    now += 20_000;
    expect((await visitor.get('/help')).text).toContain('Ada from Taskwell');
    await visitor.get('/help');
    expect(sent.map(({ body }) => body['event']).filter((event) => event !== undefined)).toEqual([
      'Trial Started',
      'Email Opened',
      'Ticket Answered',
    ]);
  });

  test('and no customer notices when the collector is down', async () => {
    const { visitor, errors } = await open({ status: 503 });
    expect((await visitor.submit('/sign-up', ROSA)).status).toBe(200);
    expect(errors).toEqual([
      'the collector answered 503 to a group',
      'the collector answered 503 to a track',
    ]);
    const away = await open({ collectorUrl: 'http://127.0.0.1:1' });
    expect((await away.visitor.submit('/sign-up', ROSA)).status).toBe(200);
    expect(away.errors[0]).toContain("can't be reached at http://127.0.0.1:1");
  });
});

test('a form on another site changes nothing', async () => {
  const { app, visitor } = await open();
  await visitor.submit('/sign-up', ROSA);
  const response = await app.request('/demo/app/sample', {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(response.status).toBe(403);
});
