import { describe, expect, test } from 'vitest';
import type { JobJson } from '../../src/http/json/job-json.ts';
import { createJudgedPeople, sendAll, TASKS_MODEL } from './judged-people.ts';
import { DAY_MS, NOW, openCollector, type TestCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

const ORIGIN = new Date(NOW - 28 * DAY_MS).toISOString().slice(0, 10);
const CANCELLED = { name: 'cancelled', event: 'Subscription Cancelled', good: false };
const MODEL = { ...TASKS_MODEL, signals: [...TASKS_MODEL.signals] };

interface Judged {
  outcome: string;
  origins: string[];
  n: number;
  good: number;
  auc: number | null;
  aucLow: number;
  aucHigh: number;
  baselines: Record<'recency' | 'count30' | 'countAll', number | null>;
  current: { auc: number; ahead: { difference: number } } | null;
  healthyAtChurn: { n: number; ratio: number } | null;
  bandFlaps: { perProfileMonth: number; profiles: number; days: number } | null;
  signalsLeftOut: string[];
  problem: string | null;
}
type Answer = Omit<JobJson, 'result'> & { result: Judged; code?: string; detail?: string };

async function openWith(
  size: number,
): Promise<{ collector: TestCollector; cancelled: Set<string>; userIds: string[] }> {
  const collector = await openCollector();
  const people = createJudgedPeople(size, true);
  await sendAll(collector, people.messages);
  await sendJson(collector, 'POST', {
    path: '/v1/models',
    body: { model: MODEL, publish: true, reason: 'test' },
  });
  await sendJson(collector, 'PUT', { path: '/v1/outcomes', body: { outcomes: [CANCELLED] } });
  return { collector, ...people };
}

const backtest = (collector: TestCollector, body: object) =>
  sendJson<Answer>(collector, 'POST', { path: '/v1/models/main/backtest', body });

/** The share of pairs of a good and a bad case in which the good one has more, ties counting half. */
function pairwise(good: readonly number[], bad: readonly number[]): number {
  const wins = good.flatMap((one) =>
    bad.map((other) => (one > other + 1e-9 ? 1 : Math.abs(one - other) <= 1e-9 ? 0.5 : 0)),
  );
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

describe('backtest', () => {
  test('takes scores at the origin and outcomes after it: the AUC is that of the scores told there', async () => {
    const { collector, cancelled, userIds } = await openWith(110);
    const { status, body } = await backtest(collector, { version: 2, outcome: 'cancelled' });
    expect([status, body.state]).toEqual([200, 'done']);
    const { result } = body;
    expect(result).toMatchObject({
      outcome: 'cancelled',
      origins: [ORIGIN],
      profiles: 110,
      sampled: 110,
      n: 110,
      good: 110 - cancelled.size,
    });
    const scores = { good: [] as number[], bad: [] as number[] };
    for (const userId of userIds) {
      const { body: one } = await collector.read<{ score: number }>(
        `/v1/profiles/${userId}/score?at=${ORIGIN}`,
      );
      scores[cancelled.has(userId) ? 'bad' : 'good'].push(one.score);
    }
    expect(result.auc).toBeCloseTo(pairwise(scores.good, scores.bad), 6);
    expect(result.auc).toBeGreaterThan(0.6);
    expect(result.aucLow).toBeLessThan(result.auc ?? 0);
    // Everybody was active on the day of the origin.
    expect(result.baselines.recency).toBe(0.5);
    expect(result.current).toMatchObject({ auc: result.auc, ahead: { difference: 0 } });
    expect(result.bandFlaps).toMatchObject({ profiles: 110, days: 81, perProfileMonth: expect.any(Number) });
    expect(result.healthyAtChurn).toMatchObject({ n: cancelled.size });
    expect((await collector.read<Answer>(`/v1/jobs/${body.jobId}`)).body).toEqual(body);
  });

  test('judges beside the version in force, and leaves outcome events out of the score', async () => {
    const { collector } = await openWith(110);
    const worse = {
      ...MODEL,
      signals: [
        { ...MODEL.signals[0], weight: -1 },
        { key: 'leaving', event: 'Subscription Cancelled', weight: -1000, perDay: 'linear' },
      ],
    };
    await sendJson(collector, 'POST', { path: '/v1/models', body: { model: worse, reason: 'a trial' } });
    const { body } = await backtest(collector, { version: 3, outcome: 'cancelled' });
    const { auc, current, signalsLeftOut } = body.result;
    expect(signalsLeftOut).toEqual(['leaving']);
    expect(auc).toBeCloseTo(1 - (current?.auc ?? 0), 9);
    expect(current?.ahead.difference).toBeLessThan(-0.1);
  });

  test('stayed: active in the later half of the four weeks after', async () => {
    const { collector, cancelled } = await openWith(110);
    const { result } = (await backtest(collector, { model: MODEL })).body;
    // Who cancels is last active 20 days before the end: in the first half.
    expect(result.n - result.good).toBeGreaterThanOrEqual(cancelled.size);
    // Nobody has a history of sixty days before the day they were last active.
    expect(result).toMatchObject({ outcome: 'stayed', n: 110, healthyAtChurn: null });
  });

  test('says so under 40 of either outcome, instead of numbers', async () => {
    const { collector } = await openWith(50);
    const { result } = (await backtest(collector, { version: 2, outcome: 'cancelled' })).body;
    expect(result).toMatchObject({ n: 50, auc: null, current: null });
    expect(result.problem).toMatch(/of 50 cases had the good outcome .* under 40 of either/);
  });

  test('who had the outcome before is asked no more; three origins are three questions', async () => {
    const { collector, userIds } = await openWith(12);
    const gone = { type: 'track', userId: userIds[0], event: 'Subscription Cancelled' };
    await collector.send([
      { ...gone, timestamp: new Date(NOW - 40 * DAY_MS).toISOString() },
      ...Array.from({ length: 4 }, (_, i) => ({
        type: 'page',
        userId: 'early',
        name: 'Home',
        timestamp: new Date(NOW - (60 + 13 * i) * DAY_MS).toISOString(),
      })),
    ]);
    const { result } = (await backtest(collector, { version: 2, outcome: 'cancelled' })).body;
    const origins = [56, 28].map((ago) => new Date(NOW - ago * DAY_MS).toISOString().slice(0, 10));
    expect(result.origins).toEqual(origins);
    // All twelve and the early one at the first, without the gone one and the early one at the second.
    expect(result.n).toBe(13 + 11);
  });
});

describe('refusals', () => {
  test.each([
    [{}, 400, 'invalid_body'],
    [{ version: 2, model: MODEL }, 400, 'invalid_body'],
    [{ version: 9 }, 404, 'version_not_found'],
    [{ version: 1, outcome: 'renewed' }, 404, 'outcome_not_found'],
    [{ version: 1, horizonDays: 3 }, 400, 'invalid_body'],
    [{ model: MODEL }, 409, 'signals_not_counted'],
    [{ model: { ...MODEL, target: -1 } }, 400, 'invalid_model'],
  ])('%j: %i %s', async (body, status, code) => {
    expect(await backtest(await openCollector(), body)).toMatchObject({ status, body: { code } });
  });

  test('an unknown job: 404', async () => {
    const { read } = await openCollector();
    expect(await read('/v1/jobs/none')).toMatchObject({ status: 404, body: { code: 'job_not_found' } });
  });
});

test('work that takes longer than an answer waits: 202, and found later under its id', async () => {
  const collector = await openCollector({}, { patienceMs: 0 });
  await sendAll(collector, createJudgedPeople(20, true).messages);
  const { status, body } = await backtest(collector, { version: 1 });
  expect(status).toBe(202);
  await expect
    .poll(async () => (await collector.read<Answer>(`/v1/jobs/${body.jobId}`)).body.state, {
      timeout: 20_000,
    })
    .toBe('done');
});
