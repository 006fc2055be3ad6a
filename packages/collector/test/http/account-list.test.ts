import { expect, test } from 'vitest';
import type { AccountJson } from '../../src/http/json/account-json.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

const timestamp = new Date(NOW - DAY_MS).toISOString();
const joined = (userId: string, groupId: string, traits: object = {}) => ({
  type: 'group',
  userId,
  groupId,
  timestamp,
  traits,
});
const viewed = (userId: string, times: number) =>
  Array.from({ length: times }, () => ({ type: 'page', userId, name: 'Home', timestamp }));

interface Page {
  data: AccountJson[];
  nextCursor: string | null;
  computedAt: string;
}

async function openAccounts(): Promise<TestCollector> {
  const collector = await openCollector();
  await collector.send(
    [
      joined('a1', 'acme', { plan: 'pro', seats: 3, size: 5 }),
      joined('b1', 'beta', { plan: 'trial' }),
      joined('b2', 'beta'),
      joined('b3', 'beta'),
      joined('c1', 'corp', { plan: 'pro', seats: 5 }),
      joined('d1', 'delta', { plan: 'free' }),
      { ...joined('d1', 'acme'), timestamp: new Date(NOW).toISOString() },
      ...viewed('a1', 60),
      ...viewed('b1', 9),
      ...viewed('b2', 9),
      ...viewed('c1', 20),
    ],
    SECRET_KEY,
  );
  return collector;
}

const list = async ({ read }: TestCollector, query = '') => (await read<Page>(`/v1/accounts${query}`)).body;
const idsOf = ({ data }: Page) => data.map(({ groupId }) => groupId);

test('who opted out is no member, and has no part in a score', async () => {
  const collector = await openAccounts();
  const find = async (groupId: string) =>
    (await list(collector)).data.find((account) => account.groupId === groupId);
  expect((await find('beta'))?.score.score).toBeGreaterThan(0);
  const optOut = ['b1', 'b2'].map((userId) => ({ type: 'identify', userId, context: { optOut: true } }));
  await collector.send(optOut);
  collector.clock.now += 60_000;
  expect(await find('beta')).toMatchObject({ members: 1, score: { score: 0 } });
});

test('the highest score first, each as its own address tells it', async () => {
  const collector = await openAccounts();
  const { data, nextCursor, computedAt } = await list(collector);
  expect(nextCursor).toBeNull();
  expect(Date.parse(computedAt)).toBe(NOW);
  const scores = data.map(({ score }) => score.score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  for (const row of data) {
    expect((await collector.read(`/v1/accounts/${row.groupId}`)).body).toEqual({
      ...row,
      score: {
        ...row.score,
        score: expect.closeTo(row.score.score, 9),
        topUserShare: expect.closeTo(row.score.topUserShare, 9),
      },
    });
  }
  expect(idsOf({ data, nextCursor, computedAt }).sort()).toEqual(['acme', 'beta', 'corp', 'delta']);
});

test('in pages, without gap or repeat, whatever the order', async () => {
  const collector = await openAccounts();
  for (const sort of [
    '-score',
    'score',
    '-seats',
    'seats',
    '-members',
    'members',
    'firstSeen',
    '-firstSeen',
  ]) {
    const whole = idsOf(await list(collector, `?sort=${sort}`));
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(collector, `?sort=${sort}&limit=1${cursor}`);
      seen.push(...idsOf(page));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen, sort).toEqual(whole);
    expect(seen).toHaveLength(4);
  }
});

test.each([
  ['?trait.plan=pro', ['acme', 'corp']],
  ['?trait.size=5', ['acme']],
  ['?trait.plan=pro&trait.size=5', ['acme']],
  ['?minScore=1&sort=-seats', ['corp', 'acme', 'beta']],
  ['?maxScore=0', ['delta']],
  ['?band=dormant', ['delta']],
  ['?singleThreaded=true&sort=-seats', ['corp', 'acme']],
  ['?sort=-members&limit=1', ['beta']],
])('%s', async (query, expected) => {
  expect(idsOf(await list(await openAccounts(), query))).toEqual(expected);
});

test('an account whose members all went on to another one stays, with nobody in it', async () => {
  const collector = await openAccounts();
  expect((await list(collector, '?trait.plan=free')).data).toMatchObject([
    { groupId: 'delta', members: 0, score: { score: 0, seats: 1 } },
  ]);
});

test.each([
  ['?band=nice', 'band must be one of'],
  ['?plan=pro', 'plan is not known here: allowed are band'],
  ['?at=2026-01-01', '/v1/accounts/{groupId}/score?at=…'],
  ['?sort=size', 'sort must be one of -score'],
  ['?cursor=abc', 'cursor must be the nextCursor'],
])('400 for %s', async (query, detail) => {
  const collector = await openAccounts();
  expect(await collector.read(`/v1/accounts${query}`)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining(detail) },
  });
});
