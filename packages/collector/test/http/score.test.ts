import { computeScore, type DailyCount, defaultModel, explainChange } from '@ardent/core';
import { expect, test } from 'vitest';
import type { ChangesJson, HistoryJson } from '../../src/http/json/history-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

const TODAY = '2026-11-22';
const model = defaultModel();

const dayAgo = (age: number) => new Date(NOW - age * DAY_MS).toISOString().slice(0, 10);

/** So many invites on days of the given ages, with the counts that core makes the same score of. */
async function sendInvites(
  { send }: TestCollector,
  userId: string,
  perAge: Record<number, number>,
): Promise<DailyCount[]> {
  const counts: DailyCount[] = [];
  for (const [age, count] of Object.entries(perAge)) {
    const timestamp = new Date(NOW - Number(age) * DAY_MS - 1).toISOString();
    const day = timestamp.slice(0, 10);
    await send(
      Array.from({ length: count }, () => ({ type: 'track', event: 'Invite Sent', userId, timestamp })),
    );
    counts.push({ day, signal: 'invites', count }, { day, signal: 'active_days', count });
  }
  return counts;
}

async function publish({ app }: TestCollector, definition: object): Promise<void> {
  const response = await app.request('/v1/models', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: definition, publish: true, reason: 'a test' }),
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

test("a score is core's over the same counts, with its reasons", async () => {
  const collector = await openCollector();
  const counts = await sendInvites(collector, 'anna', { 0: 3, 1: 1, 9: 5, 40: 2 });
  const { body } = await collector.read<ScoreJson>('/v1/profiles/anna/score');
  const { raw: _, ...expected } = computeScore(model, counts, TODAY);
  expect(body).toEqual({
    profileId: body.profileId,
    day: TODAY,
    ...expected,
    contributions: expected.contributions.map((one) => ({
      ...one,
      ...(one.points === 0 ? { state: 'never', lastDay: null } : { state: 'active', lastDay: TODAY }),
    })),
    percentile: 0.5,
    suspect: [],
    probability: null,
    probabilityProblem: 'There is none: no backtest of version 1 of model main has set one.',
    model: 'main',
    version: 1,
    computedAt: new Date(NOW).toISOString(),
  });
});

test('contributions tell what stopped from what was never used, also where both are 0', async () => {
  const collector = await openCollector();
  await sendInvites(collector, 'anna', { 60: 4 });
  const readSignals = async (query = '') =>
    (await collector.read<ScoreJson>(`/v1/profiles/anna/score${query}`)).body.contributions;
  const used = ['active_days', 'invites'];
  const expected = (state: 'active' | 'stopped') =>
    model.signals.map(({ key }) =>
      used.includes(key)
        ? { signal: key, state, lastDay: dayAgo(60) }
        : { signal: key, state: 'never', lastDay: null, points: 0 },
    );
  const fading = await readSignals();
  expect(fading).toMatchObject(expected('stopped'));
  expect(fading.filter(({ points }) => points !== 0)).toHaveLength(used.length);
  await publish(collector, { ...model, decay: { type: 'window', days: 30 } });
  const zeros = await readSignals();
  expect(zeros).toMatchObject(expected('stopped'));
  expect(zeros.every(({ points }) => points === 0)).toBe(true);
  expect(await readSignals(`?at=${dayAgo(60)}&version=2`)).toMatchObject(expected('active'));
});

test('at a past day, or an instant in it, it is the score of that day', async () => {
  const collector = await openCollector();
  const counts = await sendInvites(collector, 'anna', { 0: 3, 9: 5 });
  const expected = computeScore(model, counts, dayAgo(9));
  for (const at of [dayAgo(9), `${dayAgo(9)}T23:30:00Z`, `${dayAgo(8)}T01:30:00%2B02:00`]) {
    const { body } = await collector.read<ScoreJson>(`/v1/profiles/anna/score?at=${at}`);
    expect(body).toMatchObject({ day: dayAgo(9), score: expected.score, percentile: null });
  }
});

test("days are those of the project's time zone", async () => {
  const collector = await openCollector({ ARDENT_TIME_ZONE: 'Pacific/Auckland' });
  await collector.send([{ type: 'track', event: 'Invite Sent', userId: 'anna' }]);
  // Noon in Greenwich is already tomorrow there.
  expect((await collector.read('/v1/profiles/anna/score')).body).toMatchObject({ day: '2026-11-23' });
  expect((await collector.read('/v1/profiles/anna/score?at=2026-11-22T12:00:00Z')).body).toMatchObject({
    day: '2026-11-23',
  });
  expect((await collector.read('/v1/profiles/anna/score?at=2026-11-22')).body).toMatchObject({ score: 0 });
});

test('the percentile is (below + ½ equal) / n among known people active in the last 90 days', async () => {
  const collector = await openCollector();
  await sendInvites(collector, 'low', { 0: 1 });
  await sendInvites(collector, 'middle-1', { 0: 2 });
  await sendInvites(collector, 'middle-2', { 0: 2 });
  await sendInvites(collector, 'high', { 0: 4 });
  await sendInvites(collector, 'asleep', { 90: 9 });
  await collector.send([{ type: 'track', event: 'Invite Sent', anonymousId: 'visitor' }]);
  // It may be two seconds behind.
  collector.clock.now += 2_000;
  const percentileOf = async (path: string) =>
    (await collector.read<ScoreJson>(`/v1/${path}/score`)).body.percentile;
  expect(await percentileOf('profiles/low')).toBeCloseTo(0.5 / 4, 12);
  expect(await percentileOf('profiles/middle-1')).toBeCloseTo(2 / 4, 12);
  expect(await percentileOf('profiles/high')).toBeCloseTo(3.5 / 4, 12);
  // Who is not of the group is compared with it all the same.
  expect(await percentileOf('profiles/asleep')).toBeCloseTo(0, 12);
  expect(await percentileOf('anonymous/visitor')).toBeCloseTo(0.5 / 4, 12);
});

test('a history has one score a day, equal to those asked for one by one', async () => {
  const collector = await openCollector();
  const counts = await sendInvites(collector, 'anna', { 0: 3, 9: 5, 30: 1 });
  const { body } = await collector.read<HistoryJson>(
    `/v1/profiles/anna/history?from=${dayAgo(31)}&to=${TODAY}`,
  );
  expect(body.data).toHaveLength(32);
  for (const { day, score, rounded, band } of body.data) {
    const expected = computeScore(model, counts, day);
    expect({ rounded, band }).toEqual({ rounded: expected.rounded, band: expected.band });
    expect(score).toBeCloseTo(expected.score, 9);
  }
  expect(body).toMatchObject({
    from: dayAgo(31),
    to: TODAY,
    model: 'main',
    version: 1,
    note: expect.stringContaining('late'),
  });
  const usual = await collector.read<HistoryJson>('/v1/profiles/anna/history');
  expect(usual.body.data).toHaveLength(90);
});

test('changes say what aged and what is new, and add up', async () => {
  const collector = await openCollector();
  const counts = await sendInvites(collector, 'anna', { 0: 3, 9: 5 });
  const { body } = await collector.read<ChangesJson>(
    `/v1/profiles/anna/changes?from=${dayAgo(8)}&to=${TODAY}`,
  );
  expect(body).toMatchObject(explainChange(counts, { model, day: dayAgo(8) }, { model, day: TODAY }));
  const sum = body.signals.reduce((total, signal) => total + signal.aged + signal.new, body.version);
  expect(sum).toBeCloseTo(body.total, 9);
  expect(body.to.score - body.from.score).toBeCloseTo(body.total, 9);
});

test('changes over a new version tell what the version made, though keys were given anew', async () => {
  const collector = await openCollector();
  const counts = await sendInvites(collector, 'anna', { 0: 3, 9: 5 });
  collector.clock.now += DAY_MS;
  const signal = { key: 'active_days', event: 'Invite Sent', weight: 4, perDay: 'linear' as const };
  const next = {
    name: 'Invites',
    decay: { type: 'half-life' as const, days: 7 },
    target: 50,
    signals: [signal],
  };
  await publish(collector, next);
  const { body } = await collector.read<ChangesJson>(`/v1/profiles/anna/changes?from=${TODAY}`);
  const tomorrow = dayAgo(-1);
  const before = computeScore(model, counts, TODAY).score;
  const invites = counts
    .filter((one) => one.signal === 'invites')
    .map((one) => ({ ...one, signal: 'active_days' }));
  const after = computeScore(next, invites, tomorrow).score;
  expect(body.from).toMatchObject({ version: 1, day: TODAY });
  expect(body.from.score).toBeCloseTo(before, 9);
  expect(body.to).toMatchObject({ version: 2, day: tomorrow });
  expect(body.to.score).toBeCloseTo(after, 9);
  expect(body.version).toBeCloseTo(after - computeScore(model, counts, tomorrow).score, 9);
  expect(body.total).toBeCloseTo(after - before, 9);
  const fixed = await collector.read<ChangesJson>(`/v1/profiles/anna/changes?from=${TODAY}&version=1`);
  expect(fixed.body).toMatchObject({ version: 0, from: { version: 1 }, to: { version: 1 } });
});

test('an earlier version can be asked for, and reproduces its scores', async () => {
  const collector = await openCollector();
  await sendInvites(collector, 'anna', { 0: 3 });
  const first = await collector.read<ScoreJson>('/v1/profiles/anna/score');
  await publish(collector, { ...model, target: model.target * 2 });
  const second = await collector.read<ScoreJson>('/v1/profiles/anna/score');
  expect(second.body).toMatchObject({ version: 2 });
  expect(second.body.score).toBeCloseTo(first.body.score / 2, 9);
  const again = await collector.read<ScoreJson>('/v1/profiles/anna/score?version=1');
  expect(again.body).toMatchObject({ version: 1, score: first.body.score });
});

test.each([
  ['score?at=yesterday', 400, 'invalid_parameter', 'at must be a day such as'],
  ['score?at=2026-02-30', 400, 'invalid_parameter', 'at must be a day such as'],
  ['score?at=2026-11-22T10:00', 400, 'invalid_parameter', 'at must be a day such as'],
  ['score?at=2026-11-23', 400, 'day_in_future', 'after today, 2026-11-22'],
  ['score?at=2024-11-22', 422, 'before_retention', 'at must be 2025-'],
  ['history?from=2024-11-22', 422, 'before_retention', 'from must be'],
  ['changes?from=2024-11-22', 422, 'before_retention', 'from must be'],
  ['history?from=2026-11-20&to=2026-11-19', 400, 'invalid_range', 'from must not be after to'],
  ['changes?from=2026-11-20&to=2026-11-19', 400, 'invalid_range', 'from must not be after to'],
  ['score?version=0', 400, 'invalid_parameter', 'version must be a whole number'],
  ['score?version=7', 404, 'version_not_found', 'no published version 7; it has 1'],
  ['score?model=sales', 404, 'model_not_found', 'no published model "sales"'],
  ['score?at=2026-11-22&at=2026-11-21', 400, 'invalid_parameter', 'at must be given once'],
])('…/%s: %d %s', async (path, status, code, detail) => {
  const { send, read } = await openCollector();
  await send([{ type: 'track', event: 'E', userId: 'anna' }]);
  const answer = await read(`/v1/profiles/anna/${path}`);
  expect(answer).toMatchObject({ status, body: { code, detail: expect.stringContaining(detail) } });
});

test('a history is at most 800 days long', async () => {
  const collector = await openCollector();
  await collector.send([{ type: 'track', event: 'E', userId: 'anna' }]);
  await publish(collector, { ...model, decay: { type: 'half-life', days: 60 } });
  const range = (days: number) =>
    collector.read<HistoryJson>(`/v1/profiles/anna/history?from=${dayAgo(days - 1)}`);
  expect((await range(800)).body.data).toHaveLength(800);
  expect(await range(801)).toMatchObject({ status: 400, body: { code: 'invalid_range' } });
});
