import type { WireMessage } from '@ardent/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, NOW, type StartedDashboard, startDashboard } from './start-dashboard.ts';

let started: StartedDashboard;
let cookie: string;
beforeEach(async () => {
  started = await startDashboard();
  cookie = await logIn(started);
});
afterEach(() => started.stop());

const get = (path: string) => started.app.request(path, { headers: { Cookie: cookie } });
const read = async (path: string) => (await get(path)).text();

const at = (daysAgo: number) => new Date(NOW - daysAgo * 86_400_000).toISOString();
const track = (userId: string, event: string, daysAgo: number, properties = {}): WireMessage => ({
  type: 'track',
  messageId: crypto.randomUUID(),
  userId,
  event,
  properties,
  timestamp: at(daysAgo),
});

const profileLinks = (page: string) => [
  ...page.matchAll(/href="(\/projects\/\w+\/profiles\/[^"]+)">([^<]*)</g),
];
const firstProfile = async (projectId: string) =>
  profileLinks(await read(`/projects/${projectId}`))[0]?.[1] ?? '';

test('/ opens the demo until the default project has data', async () => {
  expect((await get('/')).headers.get('Location')).toBe('/projects/demo');
  await started.send('default', [track('u1', 'Opened', 0)]);
  expect((await get('/')).headers.get('Location')).toBe('/projects/default');
});

test('without a demo / opens the default project', async () => {
  const alone = await startDashboard(['default']);
  const response = await alone.app.request('/', { headers: { Cookie: await logIn(alone) } });
  expect(response.headers.get('Location')).toBe('/projects/default');
  await alone.stop();
});

test('a project without data says how to begin and refreshes itself; with data it does not', async () => {
  const empty = await read('/projects/default');
  expect(empty).toContain(
    '&lt;script async src=&quot;http://localhost/ardent.js&quot; data-write-key=&quot;wk_default&quot;&gt;',
  );
  expect(empty).toContain('<meta http-equiv="refresh"');
  await started.send('default', [track('u1', 'Opened', 0)]);
  expect(await read('/projects/default')).toContain('<h1>Profiles</h1>');
  expect(await read('/projects/default/setup')).not.toContain('http-equiv="refresh"');
});

test('the list has the highest score first, and counts bands', async () => {
  await started.send('default', [
    track('weak', 'Opened', 40),
    ...Array.from({ length: 30 }, (_, day) => track('strong', 'Opened', day)),
    track('leaving', 'Subscription Cancelled', 0),
  ]);
  const page = await read('/projects/default');
  expect(profileLinks(page).map(([, , name]) => name)).toEqual(['strong', 'weak', 'leaving']);
  expect(page).toMatch(/<b>1<\/b><span>Churn risk<\/span>/);
  const leaving = await read('/projects/default?band=churn_risk');
  expect(profileLinks(leaving).map(([, , name]) => name)).toEqual(['leaving']);
  expect(await read('/projects/default?kind=anonymous')).toContain('Nobody here yet.');
});

test('pages of the list hold everyone once', async () => {
  const people = Array.from({ length: 120 }, (_, i) => `user-${i}`);
  await started.send(
    'default',
    people.map((userId, i) => track(userId, 'Opened', i % 7)),
  );
  const names: string[] = [];
  let path: string | undefined = '/projects/default';
  while (path) {
    const page: string = await read(path);
    names.push(...profileLinks(page).map(([, , name]) => name ?? ''));
    path = /class="button" href="([^"]+)">Next/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(names).toHaveLength(120);
  expect(new Set(names)).toEqual(new Set(people));
});

test('a profile shows who it is, why it scores so, and what is never used or stopped', async () => {
  await started.send('default', [
    {
      type: 'identify',
      messageId: 'i1',
      userId: 'u1',
      traits: { name: 'Ada Lovelace', email: 'ada@example.com', plan: 'pro' },
      timestamp: at(50),
    },
    track('u1', 'Invite Sent', 45),
    track('u1', 'Opened', 0, { report: 'revenue' }),
  ]);
  const page = await read(await firstProfile('default'));
  expect(page).toContain('<h1>Ada Lovelace</h1>');
  expect(page).toContain('ada@example.com · last seen just now');
  expect(page).toMatch(/<strong>Invites<\/strong><small>[^<]*<\/small><small>stopped, last on 8 Oct/);
  expect(page).toMatch(/<strong>Upgrades<\/strong><small>never used/);
  expect(page).toMatch(/<strong>Cancellations<\/strong><small>never happened/);
  expect(page).toContain('<dt>report</dt><dd>revenue</dd>');
});

test('the contributions on the page add up to the score, and the changes to its trend', async () => {
  await started.send(
    'default',
    Array.from({ length: 12 }, (_, i) => track('u1', 'Invite Sent', i * 3)),
  );
  const page = await read(await firstProfile('default'));
  const exact = Number(/title="Exactly ([\d.,−]+)"/.exec(page)?.[1]);
  const parts = [...page.matchAll(/contribution-value"><b>\+?([\d.−]+)<\/b>/g)].map(([, part]) =>
    Number(part?.replace('−', '-')),
  );
  expect(exact).toBeGreaterThan(10);
  expect(parts).toHaveLength(8);
  expect(Math.abs(parts.reduce((sum, part) => sum + part) - exact)).toBeLessThan(0.05 * 9);
  const trend = /title="Score rose over the last 7 days">.*?<\/svg>([^<]+)</.exec(page)?.[1];
  expect(page).toContain(`<p>${trend} since 15 Nov:`);
});

test('the timeline goes on where the page ended', async () => {
  await started.send(
    'default',
    Array.from({ length: 70 }, (_, i) => track('u1', `Event ${i}`, i / 100)),
  );
  const profile = await firstProfile('default');
  const first = await read(profile);
  const older = /href="(\?at=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&');
  const second = await read(`${profile}${older?.split('#')[0]}`);
  const names = [...`${first}${second}`.matchAll(/<strong>(Event \d+)<\/strong>/g)].map(([, name]) => name);
  expect(names).toEqual(Array.from({ length: 70 }, (_, i) => `Event ${i}`));
  expect(second).not.toContain('Older events');
  expect(second).not.toContain('Why this score');
  expect(second).toContain(`<a href="${profile}">Score and newest events</a>`);
});

test('who opted out has a page without a score, and is in no list', async () => {
  await started.send('default', [track('u1', 'Opened', 0), track('u2', 'Opened', 0)]);
  const profile =
    profileLinks(await read('/projects/default')).find(([, , name]) => name === 'u1')?.[1] ?? '';
  await started.send('default', [
    { type: 'identify', messageId: 'o1', userId: 'u1', context: { optOut: true }, timestamp: at(0) },
  ]);
  started.clock.now += 60_000;
  const page = await read(profile);
  expect(page).toContain('asked not to be measured');
  expect(page).not.toContain('score-number');
  expect(profileLinks(await read('/projects/default')).map(([, , name]) => name)).toEqual(['u2']);
});

test('the model page tells the weights and how to change them', async () => {
  const page = await read('/projects/default/model');
  expect(page).toContain('different values of context.sessionId in a day');
  expect(page).toContain('curl -X POST http://localhost/v1/models');
  expect(page).toContain('What every app sends without any set-up');
});

test('what is not there is said with 404', async () => {
  for (const path of [
    '/projects/none',
    '/projects/default/profiles/prf_none',
    '/projects/default/profiles/%00',
  ]) {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.text()).toContain('<h1>Not found</h1>');
  }
});

test('nothing that clients send is ever markup', async () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
  await started.send('default', [
    {
      type: 'identify',
      messageId: 'e1',
      userId: evil,
      traits: { name: evil, email: evil, plan: evil, [evil]: evil },
      timestamp: at(1),
    },
    {
      type: 'group',
      messageId: 'e2',
      userId: evil,
      groupId: evil,
      traits: { [evil]: evil },
      timestamp: at(1),
    },
    {
      ...track(evil, evil, 0, { [evil]: evil, deep: { [evil]: [evil] } }),
      messageId: evil,
      context: { page: { path: evil, title: evil } },
    },
    {
      type: 'page',
      messageId: 'e3',
      anonymousId: evil,
      name: evil,
      properties: { [evil]: evil },
      timestamp: at(0),
    },
  ]);
  const paths = ['/projects/default', '/projects/default?kind=all', await firstProfile('default')];
  const anonymous = profileLinks(await read('/projects/default?kind=anonymous'))[0]?.[1] ?? '';
  for (const path of [
    ...paths,
    anonymous,
    `/projects/default?band=${encodeURIComponent(evil)}`,
    `/projects/${encodeURIComponent(evil)}`,
  ]) {
    const page = await read(path);
    expect(page).not.toMatch(/<script|<img|onerror='/);
  }
  expect(await read(await firstProfile('default'))).toContain('&lt;script&gt;');
});
