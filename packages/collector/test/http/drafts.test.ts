import { defaultModel, type ScoreModel } from '@ardent/core';
import { describe, expect, test, vi } from 'vitest';
import type { ModelVersionJson } from '../../src/http/json/model-json.ts';
import { openCollector, type TestCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

type Answer = ModelVersionJson & { code?: string; detail?: string };

const model: ScoreModel = { ...defaultModel(), name: 'Ours', target: 120 };
const withExports: ScoreModel = {
  ...model,
  signals: [...model.signals, { key: 'exports', event: 'Report Exported', weight: 4, perDay: 'linear' }],
};

const add = (collector: TestCollector, definition: ScoreModel, more: object = {}, query = '') =>
  sendJson<Answer>(collector, 'POST', {
    path: `/v1/models${query}`,
    body: { model: definition, reason: 'test', ...more },
  });
const publish = (collector: TestCollector, version: number, modelId = 'main') =>
  sendJson<Answer>(collector, 'POST', { path: `/v1/models/${modelId}/publish`, body: { version } });
const current = async ({ read }: TestCollector) =>
  (await read<{ data: Answer[] }>('/v1/models')).body.data[0]?.version;

describe('a draft', () => {
  test('counts for nothing until it is published, then scores follow', async () => {
    const collector = await openCollector();
    await collector.send([{ type: 'track', event: 'Report Exported', userId: 'anna' }]);
    const before = (await collector.read<{ score: number }>('/v1/profiles/anna/score')).body.score;
    expect(await add(collector, withExports)).toMatchObject({
      status: 201,
      body: { version: 2, state: 'draft', publishedAt: null, publishedBy: null },
    });
    expect(await current(collector)).toBe(1);
    expect(await collector.read('/v1/profiles/anna/score')).toMatchObject({
      body: { version: 1, score: before },
    });
    expect(await collector.read('/v1/profiles/anna/score?version=2')).toMatchObject({ status: 404 });
    expect(await publish(collector, 2)).toMatchObject({
      status: 200,
      body: { version: 2, state: 'published', countedRatio: 1, publishedBy: expect.any(String) },
    });
    expect(await current(collector)).toBe(2);
    const { body } = await collector.read<{ contributions: { signal: string; points: number }[] }>(
      '/v1/profiles/anna/score',
    );
    expect(body.contributions.find(({ signal }) => signal === 'exports')?.points).toBe(4);
  });

  test('has its new signals counted before anybody publishes it', async () => {
    const collector = await openCollector();
    await collector.send([{ type: 'track', event: 'Report Exported', userId: 'anna' }]);
    await add(collector, withExports);
    await vi.waitFor(
      async () => {
        const { body } = await collector.read<Answer>('/v1/models/main/versions/2');
        expect(body).toMatchObject({ state: 'draft', countedRatio: 1 });
      },
      { timeout: 20_000 },
    );
  });

  test('is published once: asking again changes nothing', async () => {
    const collector = await openCollector();
    await add(collector, model);
    const first = await publish(collector, 2);
    collector.clock.now += 1000;
    expect(await publish(collector, 2)).toEqual(first);
  });

  test('of before the published version is outdated: 409', async () => {
    const collector = await openCollector();
    await add(collector, model);
    await add(collector, { ...model, target: 90 }, { publish: true });
    expect(await publish(collector, 2)).toMatchObject({ status: 409, body: { code: 'version_outdated' } });
    expect(await current(collector)).toBe(3);
  });

  test('of another model makes that model count when it is published', async () => {
    const collector = await openCollector();
    const { body } = await add(collector, model, {}, '?new=1');
    expect((await collector.read<{ data: Answer[] }>('/v1/models')).body.data).toHaveLength(1);
    await publish(collector, 1, body.modelId);
    expect((await collector.read<{ data: Answer[] }>('/v1/models')).body.data).toHaveLength(2);
    expect(await add(collector, withExports, {}, `?model=${body.modelId}`)).toMatchObject({
      status: 201,
      body: { modelId: body.modelId, version: 2, changes: ['Report Exported: new, weight 4'] },
    });
  });
});

test('publishing that takes longer than an answer waits: 202, and it counts later', async () => {
  const collector = await openCollector({}, { patienceMs: 0 });
  await collector.send(
    Array.from({ length: 300 }, () => ({ type: 'track', event: 'Report Exported', userId: 'anna' })),
  );
  expect(await add(collector, withExports, { publish: true })).toMatchObject({
    status: 202,
    body: { version: 2, state: 'filling' },
  });
  await vi.waitFor(async () => expect(await current(collector)).toBe(2), { timeout: 20_000 });
  expect((await collector.read<Answer>('/v1/models/main/versions/2')).body.countedRatio).toBe(1);
});

describe('versions', () => {
  test('say what changed from the one published before, drafts too', async () => {
    const collector = await openCollector();
    await add(collector, model, { publish: true });
    await add(collector, withExports);
    await add(collector, { ...model, target: 200 });
    const { body } = await collector.read<{ data: Answer[] }>('/v1/models/main/versions');
    expect(body.data.map(({ version, state }) => [version, state])).toEqual([
      [1, 'published'],
      [2, 'published'],
      [3, 'draft'],
      [4, 'draft'],
    ]);
    expect(body.data.slice(2).map(({ changes }) => changes)).toEqual([
      ['Report Exported: new, weight 4'],
      ['Target 120 → 200'],
    ]);
  });

  test('are compared in words, with the published one unless another is named', async () => {
    const collector = await openCollector();
    await add(collector, model, { publish: true });
    await add(collector, withExports);
    const diff = async (query: string) => (await collector.read(`/v1/models/main/diff${query}`)).body;
    expect(await diff('?to=3')).toEqual({
      modelId: 'main',
      from: 2,
      to: 3,
      changes: ['Report Exported: new, weight 4'],
    });
    expect(await diff('?from=3&to=2')).toMatchObject({ changes: ['Report Exported: gone, was weight 4'] });
    expect(await diff('?from=2&to=2')).toMatchObject({ changes: [] });
  });

  test.each([
    ['/v1/models/none/versions/1', 404, 'model_not_found'],
    ['/v1/models/main/versions/9', 404, 'version_not_found'],
    ['/v1/models/main/versions/x', 400, 'invalid_parameter'],
    ['/v1/models/main/diff', 400, 'invalid_parameter'],
    ['/v1/models/main/diff?to=7', 404, 'version_not_found'],
  ])('%s: %i %s', async (path, status, code) => {
    const { read } = await openCollector();
    expect(await read(path)).toMatchObject({ status, body: { code } });
  });

  test.each([
    ['/v1/models/none/publish', { version: 1 }, 404, 'model_not_found'],
    ['/v1/models/main/publish', { version: 5 }, 404, 'version_not_found'],
    ['/v1/models/main/publish', {}, 400, 'invalid_body'],
    ['/v1/models?model=none', { model, reason: 'x' }, 404, 'model_not_found'],
    ['/v1/models?model=main&new=1', { model, reason: 'x' }, 400, 'invalid_parameter'],
  ])('POST %s %j: %i %s', async (path, body, status, code) => {
    const collector = await openCollector();
    expect(await sendJson(collector, 'POST', { path, body })).toMatchObject({ status, body: { code } });
  });
});
