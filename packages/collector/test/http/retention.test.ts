import { expect, test, vi } from 'vitest';
import { DAY_MS, NOW, openCollector, SECRET_KEY, type TestCollector } from './open-collector.ts';

const AUTHORIZED = { authorization: `Bearer ${SECRET_KEY}` };
const EVENT_DAYS = 30;

const daysAgo = (days: number, messageId: string) => ({
  type: 'track',
  event: 'Report Viewed',
  userId: 'anna',
  messageId,
  timestamp: new Date(NOW - days * DAY_MS).toISOString(),
});

async function importMessages({ app }: TestCollector, batch: object[]): Promise<unknown> {
  const headers = { authorization: `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}` };
  const body = JSON.stringify({ batch });
  return (await app.request('/v1/import', { method: 'POST', headers, body })).json();
}

test('older than daily counts are kept: rejected, imports too', async () => {
  const collector = await openCollector();
  const tooOld = { rejected: [{ index: 1, code: 'too_old' }] };
  expect(await importMessages(collector, [daysAgo(420, 'a'), daysAgo(421, 'b')])).toMatchObject(tooOld);
  expect(await collector.send([daysAgo(420, 'c'), daysAgo(421, 'd')])).toMatchObject(tooOld);
});

test('what is left when raw events are gone: scores, who was active when, and an export of the rest', async () => {
  const collector = await openCollector({ ARDENT_EVENT_RETENTION_DAYS: String(EVENT_DAYS) });
  await importMessages(collector, [daysAgo(EVENT_DAYS + 10, 'm-1'), daysAgo(EVENT_DAYS + 9, 'm-2')]);
  const before = await collector.read<object>('/v1/profiles/anna/score');
  const seen = await collector.read<object>('/v1/profiles/anna');
  await vi.waitFor(
    async () =>
      expect(await (await collector.app.request('/metrics', { headers: AUTHORIZED })).text()).toContain(
        'ardent_retired_rows_total{project="default",kind="events"} 2',
      ),
    { timeout: 20_000, interval: 200 },
  );
  expect(await collector.read('/v1/profiles/anna/events')).toMatchObject({ status: 200, body: { data: [] } });
  expect(await collector.read('/v1/profiles/anna')).toEqual(seen);
  expect(await collector.read('/v1/profiles/anna/score')).toEqual(before);
  expect((await collector.read('/v1/profiles?sort=-lastSeen')).body).toMatchObject({
    data: [{ userId: 'anna', lastSeenAt: new Date(NOW - (EVENT_DAYS + 9) * DAY_MS).toISOString() }],
  });
  const answer = await collector.app.request('/v1/profiles/anna/export', { headers: AUTHORIZED });
  const { messages, dailyCounts } = (await answer.json()) as { messages: unknown[]; dailyCounts: unknown[] };
  expect([answer.status, messages.length, dailyCounts.length > 0]).toEqual([200, 0, true]);
  expect(await collector.send([daysAgo(EVENT_DAYS + 10, 'm-1')])).toMatchObject({
    accepted: 0,
    duplicates: 1,
  });
}, 40_000);
