import { defaultModel, targetFromRecipe } from '@ardent/core';
import { describe, expect, test } from 'vitest';
import type { JobJson } from '../../src/http/json/job-json.ts';
import type { PreviewJson } from '../../src/http/json/preview-json.ts';
import { createJudgedPeople, sendAll, TASKS_MODEL } from './judged-people.ts';
import { openCollector, type TestCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

const MODEL = { ...TASKS_MODEL, signals: [...TASKS_MODEL.signals] };

async function publishTasks(collector: TestCollector): Promise<void> {
  const body = { model: MODEL, publish: true, reason: 'test' };
  expect((await sendJson(collector, 'POST', { path: '/v1/models', body })).status).toBe(201);
}

const preview = (collector: TestCollector, body: object) =>
  sendJson<PreviewJson & { code?: string }>(collector, 'POST', { path: '/v1/models/main/preview', body });

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

describe('preview', () => {
  test('of everybody: what each one’s score would be, their bands and who moves most', async () => {
    // However busy the machine is.
    const collector = await openCollector({}, { previewMs: 600_000 });
    const { messages, userIds } = createJudgedPeople(40, true);
    await sendAll(collector, messages);
    await publishTasks(collector);
    const { status, body } = await preview(collector, { model: { ...MODEL, target: 5 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      changes: ['Target 10 → 5'],
      isExact: true,
      jobId: null,
      profiles: 40,
      sampled: 40,
      marginOfError: 0,
    });
    const people = await Promise.all(
      userIds.map(async (userId) => {
        const answer = await collector.read<{ score: number; band: string }>(`/v1/profiles/${userId}/score`);
        return { userId, ...answer.body };
      }),
    );
    for (const { band, before } of body.bands) {
      expect(before, band).toBeCloseTo(people.filter((one) => one.band === band).length / 40, 12);
    }
    expect(sum(body.bands.map(({ after }) => after))).toBeCloseTo(1, 12);
    expect(body.changed).toBeCloseTo(sum(body.moves.map(({ ratio }) => ratio)), 12);
    expect(sum(body.distribution.map(({ before }) => before))).toBeCloseTo(1, 12);
    // Half the target doubles every score.
    expect(body.meanChange).toBeCloseTo(sum(people.map(({ score }) => score)) / 40, 6);
    const best = people.toSorted((a, b) => b.score - a.score)[0];
    expect(body.movers.up[0]).toMatchObject({
      userId: best?.userId,
      before: expect.closeTo(best?.score ?? 0, 9),
      after: expect.closeTo(2 * (best?.score ?? 0), 9),
    });
    expect(body.movers.down).toEqual([]);
  });

  test('of a sample, with its size and error, while a job looks at everybody', async () => {
    const collector = await openCollector();
    const people = Array.from({ length: 2_200 }, (_, i) => ({
      type: 'track',
      userId: `user-${i}`,
      event: 'Task Done',
    }));
    await sendAll(collector, [...people, ...people.filter((_, i) => i % 2 === 0)]);
    await publishTasks(collector);
    const { body } = await preview(collector, { model: { ...MODEL, target: 1.2 } });
    expect(body.isExact).toBe(false);
    expect(body.sampled).toBeGreaterThan(0);
    expect(body.sampled).toBeLessThanOrEqual(2_000);
    expect(body.marginOfError).toBeGreaterThan(0);
    expect(body.marginOfError).toBeLessThanOrEqual(0.98 / Math.sqrt(body.sampled));
    const job = async () => (await collector.read<JobJson>(`/v1/jobs/${body.jobId}`)).body;
    await expect.poll(async () => (await job()).state, { timeout: 30_000 }).toBe('done');
    const exact = (await job()).result as unknown as PreviewJson;
    expect(exact).toMatchObject({ isExact: true, profiles: 2_200, sampled: 2_200, marginOfError: 0 });
    // 1,100 did it twice on a day and 1,100 once: log2(3) and 1 of a target of 1.2.
    expect(exact.bands.find(({ band }) => band === 'power_user')).toMatchObject({ before: 0, after: 0.5 });
    expect(exact.meanChange).toBeCloseTo(((1 + Math.log2(3)) / 2) * (100 / 1.2 - 100 / 10), 9);
    const shareOf = ({ bands }: PreviewJson) => bands.find(({ band }) => band === 'power_user')?.after ?? 0;
    // Four times the margin of 95 %: chance alone fails this less than once in a million runs.
    expect(Math.abs(shareOf(body) - shareOf(exact))).toBeLessThan(4 * body.marginOfError);
  });

  test('of a draft; of signals that nobody counts: 409 with what to do', async () => {
    const collector = await openCollector();
    await collector.send([{ type: 'track', userId: 'anna', event: 'Task Done' }]);
    expect(await preview(collector, { model: MODEL })).toMatchObject({
      status: 409,
      body: { code: 'signals_not_counted', remedy: expect.stringContaining('Store the model as a draft') },
    });
    await sendJson(collector, 'POST', { path: '/v1/models', body: { model: MODEL, reason: 'a trial' } });
    await expect
      .poll(async () => (await preview(collector, { version: 2 })).status, { timeout: 20_000 })
      .toBe(200);
  });
});

describe('target', () => {
  const target = (collector: TestCollector, body: object) =>
    sendJson<{ result: { target: number | null; n: number | null; how: string }; detail?: string }>(
      collector,
      'POST',
      { path: '/v1/models/main/target', body },
    );

  test('by a recipe is core’s', async () => {
    const recipe = { [defaultModel().signals[0]?.key ?? '']: { days: 12 } };
    const { body } = await target(await openCollector(), { version: 1, recipe });
    expect(body.result).toMatchObject({ target: targetFromRecipe(defaultModel(), recipe), n: null });
  });

  test('from data is what a quarter of those who stayed exceed, with how many they are', async () => {
    const collector = await openCollector();
    const { messages } = createJudgedPeople(150, true);
    await sendAll(collector, messages);
    await publishTasks(collector);
    const { result } = (await target(collector, { version: 2 })).body;
    expect(result.n).toBeGreaterThanOrEqual(40);
    const proposed = { ...MODEL, target: result.target };
    const { body } = await sendJson<{ result: { origins: string[] } }>(collector, 'POST', {
      path: '/v1/models/main/backtest',
      body: { model: proposed },
    });
    const [day] = body.result.origins;
    const scores: number[] = [];
    for (let i = 0; i < 150; i++) {
      const at = async (on: string) =>
        (await collector.read<{ score: number }>(`/v1/profiles/user-${i}/score?at=${on}`)).body.score;
      const { body: one } = await collector.read<{ data: { timestamp: string }[] }>(
        `/v1/profiles/user-${i}/events?limit=1000`,
      );
      const fortnight = new Date(Date.parse(`${day}T00:00:00Z`) + 15 * 86_400_000).toISOString();
      const isActive = one.data.some((event) => event.timestamp >= fortnight);
      if (isActive) scores.push(await at(day ?? ''));
    }
    expect(scores).toHaveLength(result.n ?? 0);
    const above = scores.filter(
      (score) => (score / 100) * MODEL.target > (result.target ?? 0) * 1.001,
    ).length;
    expect(above / scores.length).toBeLessThanOrEqual(0.25);
    expect(above / scores.length).toBeGreaterThan(0.15);
  });

  test('from too few is none, and says why', async () => {
    const { body } = await target(await openCollector(), { version: 1 });
    expect(body.result).toMatchObject({ target: null, n: 0, how: expect.stringContaining('40 are needed') });
  });

  test('by a recipe of signals that the model does not have: 400', async () => {
    const recipe = { nothing: { days: 3 } };
    expect(await target(await openCollector(), { version: 1, recipe })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('recipe must be about signals of the model') },
    });
  });
});
