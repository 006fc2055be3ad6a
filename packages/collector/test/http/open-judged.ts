import { expect } from 'vitest';
import type { JobJson } from '../../src/http/json/job-json.ts';
import type { VersionProbabilityJson } from '../../src/http/json/probability-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { createJudgedPeople, sendAll, TASKS_MODEL } from './judged-people.ts';
import { NOW, openCollector, type TestCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

export const CANCELLED = { name: 'cancelled', event: 'Subscription Cancelled', good: false };
export const SIZE = 200;

type Problem = { code: string; detail: string };
export interface Judged {
  collector: TestCollector;
  /** Known, active today, and still a customer. */
  staying: string[];
  cancelled: Set<string>;
}

/** People some of whom cancelled, by habit or by chance alone, under version 2, which counts what they do. */
export async function openJudged(byHabit = true): Promise<Judged> {
  const collector = await openCollector();
  const { messages, cancelled, userIds } = createJudgedPeople(SIZE, byHabit);
  const staying = userIds.filter((userId) => !cancelled.has(userId));
  const today = staying.map((userId) => ({
    type: 'page',
    userId,
    name: 'Home',
    timestamp: new Date(NOW).toISOString(),
  }));
  await sendAll(collector, [...messages, ...today]);
  await publish(collector, TASKS_MODEL);
  await setOutcomes(collector, [CANCELLED]);
  return { collector, staying, cancelled };
}

export const publish = (collector: TestCollector, model: object) =>
  sendJson(collector, 'POST', { path: '/v1/models', body: { model, publish: true, reason: 'test' } });
export const setOutcomes = (collector: TestCollector, outcomes: object[]) =>
  sendJson(collector, 'PUT', { path: '/v1/outcomes', body: { outcomes } });
export const backtest = async (collector: TestCollector, body: object) =>
  (await sendJson<JobJson>(collector, 'POST', { path: '/v1/models/main/backtest', body })).body;
export const pathOf = (version: number) => `/v1/models/main/versions/${version}/probability`;
export const setFrom = (collector: TestCollector, version: number, jobId: string) =>
  sendJson<VersionProbabilityJson & Problem>(collector, 'PUT', { path: pathOf(version), body: { jobId } });
export const scoreOf = async ({ read }: TestCollector, userId: string, query = '') =>
  (await read<ScoreJson>(`/v1/profiles/${userId}/score${query}`)).body;

/** A page of the dashboard, as whoever opened the login link is shown it. */
export async function readPage(collector: TestCollector, path: string): Promise<string> {
  const { headers } = await collector.app.request(await collector.createLoginPath());
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return (await collector.app.request(path, { headers: { cookie } })).text();
}

/** With the probability of cancelling, set for version 2. */
export async function openWithProbability(): Promise<Judged & { set: VersionProbabilityJson }> {
  const judged = await openJudged();
  const { jobId } = await backtest(judged.collector, { version: 2, outcome: 'cancelled' });
  const { status, body } = await setFrom(judged.collector, 2, jobId);
  expect(status, JSON.stringify(body)).toBe(200);
  return { ...judged, set: body };
}
