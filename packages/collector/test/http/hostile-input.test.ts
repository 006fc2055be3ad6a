import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { logIn, startDashboard } from '../dashboard/start-dashboard.ts';
import { openCollector, SECRET_KEY, type TestCollector, WRITE_KEY } from './open-collector.ts';

const post = ({ app }: TestCollector, body: BodyInit) =>
  app.request(`/v1/batch?writeKey=${WRITE_KEY}`, { method: 'POST', body });

test('a gzip of a gigabyte of zeros: 413, in bounded memory', async () => {
  const collector = await openCollector();
  // Members of a gzip may follow each other: decoded, they are one text.
  const member = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const bomb = Buffer.concat(Array.from({ length: 16 }, () => member));
  expect(bomb.byteLength).toBeLessThan(2 * 1024 * 1024);
  const before = process.memoryUsage().rss;
  const response = await post(collector, bomb);
  expect([response.status, await response.json()]).toEqual([
    413,
    expect.objectContaining({ code: 'request_too_large' }),
  ]);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});

test('nesting, keys, texts and ids past their bounds are rejected one by one', async () => {
  const { send } = await openCollector();
  const of = (properties: unknown, userId = 'anna') => ({ type: 'track', event: 'E', userId, properties });
  const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
  const { accepted, rejected } = await send([
    of({ fine: true }),
    of(nested(11)),
    of(nested(1_000)),
    of(Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k${i}`, i]))),
    of({ text: 'x'.repeat(16_385) }),
    of({}, 'x'.repeat(256)),
    of({ texts: Array.from({ length: 5 }, () => 'x'.repeat(16_000)) }),
  ]);
  expect(accepted).toBe(1);
  expect(rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'too_deep'],
    [2, 'too_deep'],
    [3, 'too_many_keys'],
    [4, 'too_large'],
    [5, 'invalid_id'],
    [6, 'too_large'],
  ]);
});

test('a hundred thousand levels overflow nothing', async () => {
  const collector = await openCollector();
  const depth = 100_000;
  const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const message = `{"type":"track","event":"E","userId":"anna","properties":${deep}}`;
  const response = await post(
    collector,
    `{"batch":[${message},{"type":"track","event":"E","userId":"bob"}]}`,
  );
  expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'too_deep' }] });
  expect((await post(collector, '['.repeat(1_000_000))).status).toBe(400);
});

test('__proto__ and friends change nothing', async () => {
  const collector = await openCollector();
  const message = `{"type":"identify","userId":"anna","__proto__":{"type":"track"},
    "traits":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"plan":"pro"},
    "context":{"__proto__":{"optOut":true}}}`;
  const response = await post(collector, `{"__proto__":{"polluted":1},"batch":[${message}]}`);
  expect(await response.json()).toMatchObject({ accepted: 1 });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  const { body } = await collector.read<{ traits: object }>('/v1/profiles/anna');
  expect(body).toMatchObject({ traits: { plan: 'pro' }, isUnmeasured: false });
  expect(Object.keys(body.traits)).toEqual(['plan']);
  const query = '?__proto__=1&constructor=1';
  expect((await collector.read(`/v1/profiles${query}`)).status).toBe(400);
  expect((await collector.read('/v1/profiles/__proto__')).status).toBe(404);
  expect((await collector.read('/v1/profiles/constructor/score')).status).toBe(404);
});

const INJECTIONS = [
  `'; DROP TABLE profile; --`,
  `" OR 1=1 --`,
  `x'); DELETE FROM event; --`,
  `%' UNION SELECT * FROM rejected --`,
];

test('SQL in ids, names, traits and filters stays text', async () => {
  const { send, read, config } = await openCollector();
  await send([{ type: 'track', event: 'E', userId: 'bystander' }]);
  for (const text of INJECTIONS) {
    const { accepted } = await send([
      { type: 'track', event: text, userId: text, anonymousId: `a ${text}`, properties: { [text]: text } },
      { type: 'identify', userId: text, traits: { [text]: text, name: text } },
      { type: 'group', userId: text, groupId: text, traits: { [text]: text } },
    ]);
    expect(accepted).toBe(3);
    const { body } = await read<{ userId: string; traits: Record<string, string> }>(
      `/v1/profiles/${encodeURIComponent(text)}`,
    );
    expect([body.userId, body.traits[text]]).toEqual([text, text]);
    for (const filter of [`trait.name=${encodeURIComponent(text)}`, `account=${encodeURIComponent(text)}`]) {
      const list = await read<{ data: { userId: string }[] }>(`/v1/profiles?${filter}`);
      expect(list.body.data.map(({ userId }) => userId)).toEqual([text]);
    }
    const trait = await read<{ data: object[] }>(`/v1/profiles?trait.${encodeURIComponent(text)}=no`);
    expect(trait.body.data).toEqual([]);
  }
  expect((await read('/v1/profiles/bystander')).status).toBe(200);
  const [file = ''] = readdirSync(join(config.dataDir, 'projects')).filter((name) => name.endsWith('.db'));
  const database = new SqliteDatabase(join(config.dataDir, 'projects', file), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});

test('HTML from events, traits and ids stays text on every page', async () => {
  const started = await startDashboard(['default']);
  try {
    const html = `<script>alert(1)</script><img src=x onerror=alert(1)>"'>`;
    await started.send('default', [
      { type: 'identify', userId: html, traits: { name: html, email: html, [html]: html } },
      { type: 'group', userId: html, groupId: html, traits: { name: html } },
      { type: 'track', event: html, userId: html, properties: { [html]: html } },
      {
        type: 'page',
        userId: html,
        name: html,
        context: { page: { path: html, title: html }, campaign: { source: html } },
      },
    ]);
    const cookie = await logIn(started);
    const get = async (path: string) => (await started.app.request(path, { headers: { cookie } })).text();
    const list = await get('/projects/default');
    const [, profile = ''] = /href="(\/projects\/default\/profiles\/[^"?]+)/.exec(list) ?? [];
    expect(profile).not.toBe('');
    for (const path of [
      '/projects/default',
      profile,
      '/projects/default/setup',
      '/projects/default/model',
      '/projects/<script>',
    ]) {
      const page = await get(path);
      expect(page, path).not.toMatch(/<script[^>]*>alert|<img src=x|<script>/);
    }
    expect(await get(profile)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  } finally {
    await started.stop();
  }
});

test('nothing about people or keys gets into the log, refused and failing requests included', async () => {
  const collector = await openCollector();
  const { app, logged, projects, send } = collector;
  const person = 'anna@example.com';
  await send([
    { type: 'track', event: 'E', userId: person },
    { type: 'track', userId: person },
    { type: 'track', event: 'E', userId: person, timestamp: 'never' },
  ]);
  await post(collector, `{"batch": [{"userId": "${person}"`);
  const headers = { authorization: `Bearer ${SECRET_KEY}`, 'x-forwarded-for': '203.0.113.77' };
  await app.request(`/v1/profiles/${person}?email=${person}`, { headers });
  await app.request(`/v1/nothing/${person}?key=${SECRET_KEY}`, { headers });
  projects.open = () => Promise.reject(new TypeError(`cannot read ${person} with ${SECRET_KEY}`));
  expect((await app.request(`/v1/profiles/${person}`, { headers })).status).toBe(500);
  const log = logged.join('\n');
  expect(log).toContain('cannot read');
  for (const secret of ['203.0.113.77', WRITE_KEY, '/v1/nothing']) expect(log).not.toContain(secret);
});
