import { describe, expect, test } from 'vitest';
import type { AccountScoreJson } from '../../src/http/json/account-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

const HOUR_MS = 3_600_000;
const MODEL = {
  name: 'Work',
  decay: { type: 'half-life', days: 14 },
  target: 100,
  signals: ['Task Done', 'Report Viewed'].map((event) => ({
    key: event.toLowerCase().replace(' ', '_'),
    event,
    weight: 1,
    perDay: 'log',
  })),
};

async function publish({ app }: TestCollector): Promise<void> {
  const response = await app.request('/v1/models', {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODEL, publish: true, reason: 'test' }),
  });
  expect(response.status).toBe(201);
}

/** Both events every hour from three people, the first one with a hole; from `days` ago until now. */
function messages(days: number, hole?: { from: number; to: number }): object[] {
  const batch: object[] = [];
  for (let at = NOW - days * DAY_MS; at < NOW; at += HOUR_MS) {
    for (const userId of ['anna', 'bert', 'carl']) {
      const timestamp = new Date(at).toISOString();
      const isMissing = hole !== undefined && at >= hole.from && at < hole.to;
      if (!isMissing) batch.push({ type: 'track', userId, event: 'Task Done', timestamp });
      batch.push({ type: 'track', userId, event: 'Report Viewed', timestamp });
    }
  }
  return batch;
}

async function openWith(batch: object[]): Promise<TestCollector> {
  const collector = await openCollector();
  await publish(collector);
  for (let start = 0; start < batch.length; start += 2_000) {
    await collector.send(batch.slice(start, start + 2_000));
  }
  return collector;
}

const suspectAt = async ({ read }: TestCollector, at = '') =>
  (await read<ScoreJson>(`/v1/profiles/anna/score${at === '' ? '' : `?at=${at}`}`)).body.suspect;

describe('a signal that came in at less than a fifth of what is usual', () => {
  const hole = { from: NOW - 2 * DAY_MS, to: NOW - 14 * HOUR_MS };

  test('is suspect in the hours that follow, and not before or long after', async () => {
    const collector = await openWith(messages(34, hole));
    const at = (time: number) => suspectAt(collector, new Date(time).toISOString());
    expect(await at(hole.from)).toEqual([]);
    // 24 of 72 are there after 16 hours, 12 after 20.
    expect(await at(hole.from + 16 * HOUR_MS)).toEqual([]);
    expect(await at(hole.from + 20 * HOUR_MS)).toEqual(['task_done']);
    // Only complete hours count.
    expect(await at(hole.from + 20 * HOUR_MS - 1)).toEqual([]);
    expect(await at(hole.to)).toEqual(['task_done']);
    expect(await suspectAt(collector)).toEqual([]);
  });

  test('is said of a past day as of its end, and of an account, too', async () => {
    const collector = await openWith([
      ...messages(34, hole),
      { type: 'group', userId: 'anna', groupId: 'acme', timestamp: new Date(NOW - 5 * DAY_MS).toISOString() },
    ]);
    const day = (daysAgo: number) => new Date(NOW - daysAgo * DAY_MS).toISOString().slice(0, 10);
    expect(await suspectAt(collector, day(3))).toEqual([]);
    expect(await suspectAt(collector, day(1))).toEqual(['task_done']);
    const { body } = await collector.read<AccountScoreJson>(`/v1/accounts/acme/score?at=${day(1)}`);
    expect(body.suspect).toEqual(['task_done']);
  });

  test('is not while the project is younger than four weeks', async () => {
    const collector = await openWith(messages(27, { from: NOW - DAY_MS, to: NOW }));
    expect(await suspectAt(collector)).toEqual([]);
  });

  test('is when it is exactly four weeks old, and said until it comes back', async () => {
    const collector = await openWith(messages(28, { from: NOW - DAY_MS, to: NOW }));
    expect(await suspectAt(collector)).toEqual(['task_done']);
    const back = Array.from({ length: 20 }, () => ({ type: 'track', userId: 'anna', event: 'Task Done' }));
    await collector.send(back);
    collector.clock.now += HOUR_MS;
    expect(await suspectAt(collector)).toEqual([]);
  });
});

test('a signal that is back-filled has its hours, too', async () => {
  const collector = await openCollector();
  const batch = messages(34, { from: NOW - DAY_MS, to: NOW });
  for (let start = 0; start < batch.length; start += 2_000) {
    await collector.send(batch.slice(start, start + 2_000));
  }
  await publish(collector);
  expect(await suspectAt(collector)).toEqual(['task_done']);
});

test('a signal that few use is never suspect', async () => {
  const few = messages(34).filter((_, i) => i % 6 === 0);
  const collector = await openWith(few.filter((_, i) => i < few.length - 24));
  expect(await suspectAt(collector)).toEqual([]);
});
