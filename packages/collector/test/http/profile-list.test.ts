import { expect, test } from 'vitest';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

interface Page {
  data: ProfileJson[];
  nextCursor: string | null;
}

/** Six known people with 1 to 6 active days each, one anonymous visitor, and one who opted out. */
async function openWithPeople(): Promise<TestCollector> {
  const collector = await openCollector();
  const messages: object[] = [];
  for (let n = 1; n <= 6; n++) {
    const userId = `user-${n}`;
    messages.push({
      type: 'identify',
      userId,
      traits: { plan: n <= 2 ? 'trial' : 'pro', level: n, isOwner: n === 6 },
    });
    messages.push({ type: 'group', userId, groupId: n <= 3 ? 'acme' : 'globex' });
    for (let age = 0; age < n; age++) {
      const timestamp = new Date(NOW - (age + (6 - n) * 10) * DAY_MS - 1000).toISOString();
      messages.push({ type: 'track', event: 'Report Viewed', userId, timestamp });
    }
  }
  messages.push({ type: 'track', event: 'Report Viewed', anonymousId: 'visitor' });
  messages.push({ type: 'track', event: 'Report Viewed', userId: 'private' });
  messages.push({ type: 'identify', userId: 'private', context: { optOut: true } });
  expect(await collector.send(messages)).toMatchObject({ accepted: messages.length });
  return collector;
}

async function list({ read }: TestCollector, query = ''): Promise<(string | null)[]> {
  const { status, body } = await read<Page>(`/v1/profiles${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data.map(({ userId }) => userId);
}

const byScore = ['user-6', 'user-5', 'user-4', 'user-3', 'user-2', 'user-1'];

test('lists known, measured people, the highest score first', async () => {
  const collector = await openWithPeople();
  expect(await list(collector)).toEqual(byScore);
  expect(new Set(await list(collector, '?kind=all'))).toEqual(new Set([...byScore, null]));
  expect(await list(collector, '?kind=anonymous')).toEqual([null]);
});

test.each([
  ['?sort=score', byScore.toReversed()],
  ['?sort=-lastSeen', byScore],
  ['?sort=lastSeen', byScore.toReversed()],
  ['?sort=firstSeen', ['user-1', 'user-2', 'user-3', 'user-4', 'user-5', 'user-6']],
  ['?sort=-firstSeen', byScore],
  ['?trait.plan=trial', ['user-2', 'user-1']],
  ['?trait.level=3', ['user-3']],
  ['?trait.isOwner=true', ['user-6']],
  ['?trait.plan=pro&trait.level=4', ['user-4']],
  ['?trait.unheard=of', []],
  ['?account=acme', ['user-3', 'user-2', 'user-1']],
  ['?account=nowhere', []],
  ['?seenWithin=1d', ['user-6']],
  ['?seenWithin=11d', ['user-6', 'user-5']],
  ['?limit=2', ['user-6', 'user-5']],
])('%s', async (query, expected) => {
  expect(await list(await openWithPeople(), query)).toEqual(expected);
});

test('a row is the profile as its own address tells it', async () => {
  const collector = await openWithPeople();
  const traits = { 'a "name"': 'ü\n\\', '7': 1e-7, nested: { list: [null, 2 ** 53, ''] } };
  collector.clock.now += 1;
  await collector.send([
    { type: 'identify', userId: 'user-6', anonymousId: 'one "visitor"', traits },
    { type: 'group', userId: 'user-6', groupId: 'a\'b"c' },
  ]);
  const { body } = await collector.read<Page>('/v1/profiles?limit=1');
  const own = await collector.read<ProfileJson>('/v1/profiles/user-6');
  expect(body.data[0]).toEqual(own.body);
  expect(own.body).toMatchObject({
    traits: { plan: 'pro', level: 6, isOwner: true, ...traits },
    anonymousIds: ['one "visitor"'],
    accounts: [
      { groupId: 'a\'b"c', isPrimary: true },
      { groupId: 'globex', isPrimary: false },
    ],
  });
});

test('score and band filters are about the rounded score', async () => {
  const collector = await openWithPeople();
  const { body } = await collector.read<Page>('/v1/profiles');
  const scores = body.data.map(({ score }) => score?.rounded ?? 0);
  const middle = scores[2] ?? 0;
  expect(await list(collector, `?minScore=${middle}`)).toEqual(
    byScore.filter((_, i) => (scores[i] ?? 0) >= middle),
  );
  expect(await list(collector, `?maxScore=${middle}`)).toEqual(
    byScore.filter((_, i) => (scores[i] ?? 0) <= middle),
  );
  const bands = body.data.map(({ score }) => score?.band);
  expect(await list(collector, '?band=very_disengaged')).toEqual(
    byScore.filter((_, i) => bands[i] === 'very_disengaged'),
  );
  expect(await list(collector, '?band=dormant')).toEqual(byScore.filter((_, i) => bands[i] === 'dormant'));
});

test('pages follow each other without gap or repetition, also when others move meanwhile', async () => {
  const collector = await openWithPeople();
  const seen: (string | null)[] = [];
  let cursor = '';
  for (let page = 0; page < 10; page++) {
    const { body } = await collector.read<Page>(`/v1/profiles?limit=2${cursor}`);
    seen.push(...body.data.map(({ userId }) => userId));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
    await collector.send([{ type: 'track', event: 'Report Viewed', userId: 'user-6' }]);
    collector.clock.now += 60_000;
  }
  expect(seen).toEqual(byScore);
});

test('a list that was begun goes on over midnight', async () => {
  const collector = await openWithPeople();
  const { body } = await collector.read<Page>('/v1/profiles?limit=3');
  collector.clock.now += DAY_MS;
  const next = await collector.read<Page>(`/v1/profiles?limit=3&cursor=${body.nextCursor}`);
  expect(next.body.data.map(({ userId }) => userId)).toEqual(byScore.slice(3));
});

test('once a new version is published, a cursor of the one before is gone', async () => {
  const collector = await openWithPeople();
  const { body } = await collector.read<Page>('/v1/profiles?limit=3');
  const main = await collector.projects.open({ projectId: 'default', timeZone: 'UTC', createdAt: 0 });
  const { definition } = (await main.reader.findModel()) ?? expect.unreachable();
  const published = await collector.app.request('/v1/models', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: { ...definition, target: 50 }, publish: true, reason: 'Higher' }),
  });
  expect(published.status).toBe(201);
  expect(await collector.read(`/v1/profiles?limit=3&cursor=${body.nextCursor}`)).toMatchObject({
    status: 410,
    body: { code: 'cursor_gone' },
  });
  expect(await list(collector)).toEqual(byScore);
});

test.each([
  ['?limit=0', 'limit must be a whole number from 1 to 1000, got "0"'],
  ['?limit=1001', 'limit must be'],
  ['?limit=ten', 'limit must be'],
  ['?limit=1&limit=2', 'limit must be given once'],
  ['?minScore=1e9', 'minScore must be a whole number'],
  ['?seenWithin=30', 'seenWithin must be a number of days such as 30d'],
  ['?seenWithin=900d', 'seenWithin must be at most 800d'],
  ['?sort=name', 'sort must be one of -score, score'],
  ['?kind=known&kind=all', 'kind must be'],
  ['?kind=people', 'kind must be one of known, anonymous, all'],
  ['?band=great', 'band must be one of churn_risk, dormant'],
  ['?account=', 'account must not be empty'],
  ['?trait.a=1&trait.a=2', 'trait.a must be given once'],
  ['?limt=3', 'limt is not known here: allowed are kind, band, minScore'],
  ['?toString=1', 'toString is not known here'],
  ['?at=2026-11-01', '/v1/profiles/{userId}/score?at='],
])('%s: 400 saying %s', async (query, detail) => {
  const { read } = await openCollector();
  const answer = await read<{ code: string; detail: string }>(`/v1/profiles${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'invalid_parameter', detail: expect.stringContaining(detail) });
});

test('all wrong parameters are named at once', async () => {
  const { read } = await openCollector();
  const { body } = await read<{ problems: { path: string }[] }>('/v1/profiles?limit=0&sort=x&nonsense=1');
  expect(body.problems.map(({ path }) => path).sort()).toEqual(['limit', 'nonsense', 'sort']);
});

test('a cursor of another list, or none at all, is refused', async () => {
  const collector = await openWithPeople();
  const { body } = await collector.read<Page>('/v1/profiles?limit=2');
  for (const query of [`?limit=2&kind=all&cursor=${body.nextCursor}`, '?cursor=nonsense', '?cursor=W10']) {
    expect(await collector.read(`/v1/profiles${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  }
});

test('an unknown model is 404', async () => {
  const { read } = await openCollector();
  expect(await read('/v1/profiles?model=sales')).toMatchObject({
    status: 404,
    body: { code: 'model_not_found' },
  });
});
