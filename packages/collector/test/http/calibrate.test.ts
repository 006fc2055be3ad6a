import type { ScoreModel } from '@ardent/core';
import { expect, test } from 'vitest';
import type { ModelVersionJson } from '../../src/http/json/model-json.ts';
import { createJudgedPeople, sendAll } from './judged-people.ts';
import { DAY_MS, NOW, openCollector, type TestCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

interface Answer {
  code?: string;
  detail?: string;
  result: {
    signal: boolean;
    signalProblem: string | null;
    model: ScoreModel | null;
    changes: string[];
    auc: number;
    n: number;
    origins: string[];
  };
}

const CANCELLED = { name: 'cancelled', event: 'Subscription Cancelled', good: false };

async function openWith(size: number, byHabit: boolean): Promise<TestCollector> {
  const collector = await openCollector();
  await sendAll(collector, createJudgedPeople(size, byHabit).messages);
  await sendJson(collector, 'PUT', { path: '/v1/outcomes', body: { outcomes: [CANCELLED] } });
  return collector;
}

const calibrate = (collector: TestCollector, body: object = { outcome: 'cancelled' }) =>
  sendJson<Answer>(collector, 'POST', { path: '/v1/models/main/calibrate', body });

test('proposes a model that can be stored as it is, says what is different, and applies nothing', async () => {
  const collector = await openWith(200, true);
  const { status, body } = await calibrate(collector);
  expect(status).toBe(200);
  const { signal, signalProblem, model, changes, auc, n } = body.result;
  expect({ signal, signalProblem, n }).toEqual({ signal: true, signalProblem: null, n: 200 });
  expect(auc).toBeGreaterThan(0.65);
  const events = model?.signals.map(({ event }) => event);
  expect(events).toContain('Task Done');
  expect(events).not.toContain('Subscription Cancelled');
  expect(changes.join('\n')).toContain('Task Done: new, weight');
  const versions = async () =>
    (await collector.read<{ data: ModelVersionJson[] }>('/v1/models/main/versions')).body.data.length;
  expect(await versions()).toBe(1);
  const stored = await sendJson(collector, 'POST', {
    path: '/v1/models',
    body: { model, publish: true, reason: 'as calibrated' },
  });
  expect([stored.status, await versions()]).toEqual([201, 2]);
});

test('keeps the signs that it is told', async () => {
  const collector = await openWith(200, true);
  const signs = { 'Task Done': '-' };
  const { result } = (await calibrate(collector, { outcome: 'cancelled', signs })).body;
  const task = result.model?.signals.find(({ event }) => event === 'Task Done');
  expect(task?.weight).toBeLessThanOrEqual(0);
});

test('says that there is no signal where chance alone decides', async () => {
  const collector = await openWith(200, false);
  const { result } = (await calibrate(collector)).body;
  expect(result).toMatchObject({ signal: false, signalProblem: expect.stringMatching(/chance|last active/) });
});

test('proposes nothing from too few outcomes', async () => {
  const collector = await openWith(30, true);
  const { result } = (await calibrate(collector)).body;
  expect(result).toMatchObject({ signal: false, model: null, changes: [] });
  expect(result.signalProblem).toMatch(/of 30 cases .* under 40 of either there is nothing to learn from/);
});

test.each([
  [{ outcome: 'renewed' }, 404, 'outcome_not_found'],
  [{ signs: { Opened: 'up' } }, 400, 'invalid_body'],
  [{ weights: 1 }, 400, 'invalid_body'],
])('%j: %i %s', async (body, status, code) => {
  expect(await calibrate(await openCollector(), body)).toMatchObject({ status, body: { code } });
});

test('the later origins judge, where people are asked at several', async () => {
  const collector = await openWith(120, true);
  const { result } = (await calibrate(collector, { outcome: 'stayed', horizonDays: 14 })).body;
  expect(result).toMatchObject({ splitBy: 'time', folds: 1 });
  expect(result.origins).toEqual(
    [42, 28, 14].map((ago) => new Date(NOW - ago * DAY_MS).toISOString().slice(0, 10)),
  );
  expect(result.n).toBeLessThan(2 * 120);
});
