import { classicPreset, defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import type { ModelVersionJson } from '../../src/http/json/model-json.ts';
import { openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

async function post(
  { app }: TestCollector,
  body: unknown,
  { query = '', type = 'application/json' } = {},
): Promise<{
  status: number;
  body: ModelVersionJson & { code?: string; detail?: string; problems?: { path: string; message: string }[] };
}> {
  const response = await app.request(`/v1/models${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as ModelVersionJson };
}

const list = async ({ read }: TestCollector, path = '') =>
  (await read<{ data: ModelVersionJson[]; nextCursor: null }>(`/v1/models${path}`)).body.data;

const model = { ...defaultModel(), name: 'Ours', target: 120 };

test('a new project has the default model as version 1 of its main model', async () => {
  const collector = await openCollector();
  expect(await list(collector)).toMatchObject([
    { modelId: 'main', isMain: true, version: 1, definition: defaultModel() },
  ]);
});

test('publishing makes the next version of the main model, with author and reason', async () => {
  const collector = await openCollector();
  const { status, body } = await post(collector, { model, publish: true, reason: 'Reports matter more' });
  expect(status).toBe(201);
  const [key] = await collector.control
    .listKeys('default', collector.clock.now)
    .then((keys) => keys.filter((one) => one.kind === 'secret'));
  expect(body).toMatchObject({
    modelId: 'main',
    version: 2,
    definition: model,
    state: 'published',
    changes: ['Name “Default” → “Ours”', expect.stringMatching(/^Target [\d.]+ → 120$/)],
    author: key?.keyId,
    publishedBy: key?.keyId,
    reason: 'Reports matter more',
  });
  expect(await list(collector)).toEqual([body]);
  expect((await list(collector, '/main/versions')).map(({ version }) => version)).toEqual([1, 2]);
});

test('?new=1 makes another model, which scores everyone beside the main one', async () => {
  const collector = await openCollector();
  const signals = [{ key: 'invites', event: 'Invite Sent', weight: 10 }];
  const { body } = await post(
    collector,
    { model: classicPreset('Classic', signals), publish: true, reason: 'To compare' },
    { query: '?new=1' },
  );
  expect(body).toMatchObject({ isMain: false, version: 1 });
  expect(await list(collector)).toHaveLength(2);
  await collector.send([{ type: 'track', event: 'Invite Sent', userId: 'anna' }]);
  expect((await collector.read(`/v1/profiles/anna/score?model=${body.modelId}`)).body).toMatchObject({
    score: 10,
    model: body.modelId,
  });
  expect((await collector.read(`/v1/profiles?model=${body.modelId}&minScore=10`)).body).toMatchObject({
    data: [{ userId: 'anna' }],
  });
});

test('a signal that is new is counted from what was stored before', async () => {
  const collector = await openCollector();
  await collector.send([
    { type: 'track', event: 'Report Exported', userId: 'anna', properties: { pages: 7 } },
  ]);
  const signals = [
    {
      key: 'pages',
      event: 'Report Exported',
      weight: 1,
      perDay: 'linear',
      measure: { sum: 'properties.pages' },
    },
  ];
  await post(collector, { model: { ...model, signals, target: 100 }, publish: true, reason: 'Pages count' });
  expect((await collector.read('/v1/profiles/anna/score')).body).toMatchObject({ score: 7, version: 2 });
});

test('everything that is wrong with a model is named at once, and nothing is stored', async () => {
  const collector = await openCollector();
  const wrong = { ...model, decay: { type: 'half-life', days: 0 }, target: -1, bnads: [] };
  const { status, body } = await post(collector, { model: wrong, publish: true, reason: 'x' });
  expect([status, body.code]).toEqual([400, 'invalid_model']);
  expect(body.problems?.map(({ path }) => path).sort()).toEqual([
    'model.bnads',
    'model.decay.days',
    'model.target',
  ]);
  expect(body.detail).toContain('did you mean bands?');
  expect(await list(collector)).toMatchObject([{ version: 1 }]);
});

test.each([
  ['no reason', { model, publish: true }, 'reason must be a text that says why'],
  ['an empty reason', { model, publish: true, reason: ' ' }, 'reason must say why'],
  ['publish that is no boolean', { model, reason: 'x', publish: 1 }, 'publish must be true or false'],
  [
    'an unknown field',
    { model, publish: true, reason: 'x', force: true },
    'force is not known here: allowed are model, publish, reason',
  ],
  ['no model', { publish: true, reason: 'x' }, 'model must be an object'],
  ['no object', [], 'body'],
  ['no JSON', '{', ''],
])('400 for %s', async (_, body, detail) => {
  const collector = await openCollector();
  const answer = await post(collector, body);
  expect(answer).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining(detail), remedy: expect.any(String) },
  });
});

test('a body that is not called JSON is refused with what to do', async () => {
  const collector = await openCollector();
  const answer = await post(collector, { model, publish: true, reason: 'x' }, { type: 'text/plain' });
  expect(answer).toMatchObject({
    status: 415,
    body: { code: 'invalid_request', remedy: expect.any(String) },
  });
});

test('a body of more than 1 MiB is 413', async () => {
  const collector = await openCollector();
  expect(await post(collector, 'x'.repeat(1024 * 1024 + 1))).toMatchObject({
    status: 413,
    body: { code: 'request_too_large' },
  });
});

test('an unknown model has no versions: 404', async () => {
  const { read } = await openCollector();
  expect(await read('/v1/models/sales/versions')).toMatchObject({
    status: 404,
    body: { code: 'model_not_found' },
  });
});
