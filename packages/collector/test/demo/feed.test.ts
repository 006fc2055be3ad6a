import { computeScore, defaultModel } from '@ardent/core';
import { expect, test, vi } from 'vitest';
import { createDemoHistory } from '../../src/demo/create-demo-history.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';
import { createDemoProject } from '../../src/demo/feed/demo-project.ts';
import { STORY, toRunMessage } from '../../src/demo/feed/demo-run.ts';
import type { FeedProgress } from '../../src/demo/feed/feed-demo.ts';
import { fillDemo } from '../../src/demo/feed/fill-demo.ts';
import type { Fetch } from '../../src/demo/feed/request-patiently.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { NOW, openCollector, SECRET_KEY, type TestCollector } from '../http/open-collector.ts';
import { tellDemo } from './tell-demo.ts';

// Whole histories through the import: some ten seconds each, and four times that on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const PLAN: DemoPlan = { seed: 1, profiles: 120, days: 60, endDay: '2026-11-22', timeZone: 'UTC' };
const model = defaultModel();
const now = () => NOW;

function projectOf({ app }: TestCollector, fetch: Fetch = (request) => app.fetch(request)) {
  return createDemoProject({ url: 'http://collector', key: SECRET_KEY, fetch, now });
}

async function readScores({ read }: TestCollector): Promise<Record<string, number | undefined>> {
  const { body } = await read<{ data: ProfileJson[] }>('/v1/profiles?limit=1000');
  return Object.fromEntries(body.data.map(({ userId, score }) => [userId, score?.rounded]));
}

const demo = tellDemo(PLAN, NOW);
const expectedScores = Object.fromEntries(
  demo.world.people.map((person) => [
    person.userId,
    computeScore(model, demo.countsOf(person), PLAN.endDay).rounded,
  ]),
);

test('people come first, then the newest day and so on; in the end everybody has the score of what they did', async () => {
  const collector = await openCollector();
  const phases: string[] = [];
  const days: number[] = [];
  const onProgress = ({ phase, daysDone }: FeedProgress) => {
    if (phases.at(-1) !== phase) phases.push(phase);
    if (days.at(-1) !== daysDone) days.push(daysDone);
  };
  const { feed } = await fillDemo(projectOf(collector), PLAN, { now, onProgress });
  expect(feed).toMatchObject({ duplicates: 0, rejected: 0 });
  expect(phases).toEqual(['people', 'recent', 'earlier']);
  expect(days).toEqual(Array.from({ length: 61 }, (_, day) => day));
  expect(await readScores(collector)).toEqual(expectedScores);
});

test('a feed that is cut short goes on where it was, on another day, and then there is nothing left to do', async () => {
  const collector = await openCollector();
  const end = new AbortController();
  const onProgress = ({ daysDone }: FeedProgress) => {
    if (daysDone === 20) end.abort(new Error('cut short'));
  };
  const cut = fillDemo(projectOf(collector), PLAN, { now, onProgress, signal: end.signal });
  await expect(cut).rejects.toThrow('cut short');
  expect(await readScores(collector)).not.toEqual(expectedScores);
  const tomorrow = { ...PLAN, endDay: '2026-11-23' };
  const { plan, feed } = await fillDemo(projectOf(collector), tomorrow, { now });
  expect(plan).toEqual(PLAN);
  expect(feed?.duplicates).toBeGreaterThan(1000);
  expect(await readScores(collector)).toEqual(expectedScores);
  expect(await fillDemo(projectOf(collector), PLAN, { now })).toEqual({ plan: PLAN });
});

test('a history that is all there goes on to the day that is wanted, with nothing sent twice', async () => {
  const collector = await openCollector();
  const project = projectOf(collector);
  const { feed: first } = await fillDemo(project, { ...PLAN, endDay: '2026-11-15' }, { now });
  const { plan, feed } = await fillDemo(project, PLAN, { now });
  expect(plan).toEqual({ ...PLAN, endDay: '2026-11-15' });
  expect(feed).toMatchObject({ phase: 'since', daysDone: 7, days: 7, duplicates: 0, rejected: 0 });
  const whole = tellDemo(plan, NOW);
  const scores = whole.world.people
    .filter((person) => whole.deedsOf(person).length > 0)
    .map((person) => [person.userId, computeScore(model, whole.countsOf(person), PLAN.endDay).rounded]);
  expect(await readScores(collector)).toMatchObject(Object.fromEntries(scores));
  expect([...createDemoHistory(plan, NOW).messages()]).toHaveLength((first?.sent ?? 0) + (feed?.sent ?? 0));
  expect(await fillDemo(project, PLAN, { now })).toEqual({ plan });
});

test('a history of another version of the story is left alone', async () => {
  const collector = await openCollector();
  const project = projectOf(collector);
  const run = toRunMessage({ plan: PLAN, toldUntil: NOW }, NOW);
  await project.send([{ ...run, traits: { ...run.traits, story: STORY - 1 } }]);
  await expect(fillDemo(project, PLAN, { now })).rejects.toMatchObject({
    code: 'other_demo',
    message: expect.stringContaining('by another version of Ardent'),
  });
});

test('a project with another demo history is left alone', async () => {
  const collector = await openCollector();
  const project = projectOf(collector);
  await project.saveRun({ plan: PLAN });
  await expect(fillDemo(project, { ...PLAN, seed: 2 }, { now })).rejects.toMatchObject({
    code: 'other_demo',
    message: expect.stringContaining('120 people, 60 days until 2026-11-22 in UTC, seed 1'),
  });
  expect(await readScores(collector)).toEqual({});
});

test('429, 503, cut lines and lost answers are tried again, and nothing counts twice', async () => {
  const collector = await openCollector();
  let turn = 0;
  const fetch: Fetch = async (request) => {
    turn++;
    if (turn % 5 === 1) return new Response('{}', { status: 503, headers: { 'retry-after': '0' } });
    if (turn % 5 === 2) return new Response('{}', { status: 429, headers: { 'retry-after': '0' } });
    const response = await collector.app.fetch(request);
    if (turn === 4) throw new TypeError('fetch failed');
    return response;
  };
  const project = projectOf(collector, fetch);
  const message = {
    type: 'track',
    event: 'Task Created',
    userId: 'anna',
    timestamp: new Date(NOW).toISOString(),
  } as const;
  const answers = [];
  for (const messageId of ['a', 'b', 'c']) answers.push(await project.send([{ ...message, messageId }]));
  expect(turn).toBe(8);
  expect(answers.map(({ duplicates }) => duplicates)).toEqual([0, 1, 0]);
  const { body } = await collector.read<{ data: unknown[] }>('/v1/profiles/anna/events');
  expect(body.data).toHaveLength(3);
});

test('a key that is no secret key is refused with what to do', async () => {
  const { app } = await openCollector();
  const fetch: Fetch = (request) => app.fetch(request);
  const project = createDemoProject({ url: 'http://collector', key: 'wk_for_tests', fetch });
  await expect(project.findRun()).rejects.toMatchObject({
    code: 'demo_refused',
    hint: expect.stringMatching(/secret key/i),
  });
});
