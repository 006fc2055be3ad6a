import { expect, test } from 'vitest';
import { openCollector } from './open-collector.ts';
import { sendJson } from './send-json.ts';

const cancelled = { name: 'cancelled', event: 'Subscription Cancelled', good: false, once: true };
const renewed = { name: 'renewed', event: 'Subscription Renewed', good: true, once: false };
const stayed = { name: 'stayed', event: null, good: true, once: false };
const PATH = '/v1/outcomes';

test('a project has stayed, and what it names; naming again replaces, and is in the audit', async () => {
  const collector = await openCollector();
  expect((await collector.read(PATH)).body).toEqual({ data: [stayed], nextCursor: null });
  const { once: _, ...usual } = cancelled;
  const put = (outcomes: object[]) => sendJson(collector, 'PUT', { path: PATH, body: { outcomes } });
  expect(await put([renewed, usual])).toEqual({
    status: 200,
    body: { data: [stayed, cancelled, renewed], nextCursor: null },
  });
  await put([renewed]);
  expect((await collector.read(PATH)).body).toEqual({ data: [stayed, renewed], nextCursor: null });
  const { body } = await collector.read<{ data: { action: string; subject: string }[] }>('/v1/audit');
  expect(body.data.filter(({ action }) => action === 'outcomes-set').map(({ subject }) => subject)).toEqual([
    'renewed',
    'renewed, cancelled',
  ]);
});

test.each([
  [{}, 'outcomes must be a list of {name, event, good, once}'],
  [{ outcomes: [{ ...cancelled, name: 'Churn!' }] }, 'outcomes.0.name must have 1 to 64 small letters'],
  [{ outcomes: [{ ...cancelled, name: 'stayed' }] }, 'outcomes.0.name must not be stayed'],
  [{ outcomes: [{ ...cancelled, event: '*' }] }, 'outcomes.0.event must be the name of an event, not *'],
  [{ outcomes: [{ ...cancelled, good: 'no' }] }, 'outcomes.0.good must be true or false'],
  [{ outcomes: [cancelled, cancelled] }, 'outcomes must have different names'],
  [{ outcomes: [{ ...cancelled, weight: 1 }] }, 'weight'],
])('400 for %j', async (body, detail) => {
  const collector = await openCollector();
  expect(await sendJson(collector, 'PUT', { path: PATH, body })).toMatchObject({
    status: 400,
    body: { code: 'invalid_body', detail: expect.stringContaining(detail) },
  });
  expect((await collector.read(PATH)).body).toEqual({ data: [stayed], nextCursor: null });
});
