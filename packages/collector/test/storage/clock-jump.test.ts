import { expect, onTestFinished, test } from 'vitest';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import { DAY_MS, item, NOON } from './messages.ts';
import { openSqliteStorage } from './sqlite-storage.ts';

const HOUR_MS = 3_600_000;
const JUMP_MS = 730 * DAY_MS;
const WHOLE = { differenceCount: 0, unseenEvents: 0, integrity: 'ok' };
const CLOSED = { code: 'clock_jumped', message: expect.stringContaining('2028-03-') };

/** A project with what is nearly too old and what is new; the time is the test's. */
async function openProject() {
  const clock = { now: NOON };
  const settings = { timeZone: 'UTC', passiveEvents: new Set<string>(), eventRetentionDays: 30 };
  let storage = await openSqliteStorage({ ...settings, now: () => clock.now });
  onTestFinished(() => storage.destroy());
  const append = async (...items: AppendItem[]) =>
    (await storage.writer.append(items)).map(({ status }) => status);
  await append(old('a', 29), old('b', 0), item({ timestamp: NOON + 9 * DAY_MS, messageId: 'bad' }));
  return {
    clock,
    append,
    retire: () => storage.writer.retire(),
    verify: () => storage.verify(),
    reopen: async () => {
      storage = await storage.reopen();
    },
    /** All that retention would take. */
    async read() {
      const profile = await storage.reader.findProfile({ userId: 'u' });
      const id = profile?.profileId;
      if (id === undefined) throw new Error('nobody there');
      const [events, counts, rejected, kept] = await Promise.all([
        storage.reader.listEvents(id, { limit: 99 }),
        storage.reader.listCounts(id, { to: '2099-01-01' }),
        storage.reader.countRejected({}),
        storage.keptDays(),
      ]);
      return { ids: events.map(({ messageId }) => messageId), counts, rejected, kept };
    },
  };
}

const old = (messageId: string, days: number) =>
  item({ timestamp: NOON - days * DAY_MS, messageId }, { receivedAt: NOON - days * DAY_MS });

test('two years ahead for most of a day, restarted, and back: nothing is lost, and nothing refused afterwards', async () => {
  const { clock, append, retire, reopen, read, verify } = await openProject();
  await retire();
  const before = await read();
  clock.now += JUMP_MS;
  for (let hour = 0; hour < 23; hour++, clock.now += HOUR_MS) {
    await expect(retire()).rejects.toMatchObject(CLOSED);
    if (hour % 10 === 5) await reopen();
  }
  // What is rejected meanwhile pushes nothing out either.
  expect(await append(item({ timestamp: 0 }, { receivedAt: clock.now }))).toEqual(['rejected']);
  const { rejected, ...others } = await read();
  expect({ ...others, rejected: rejected.filter(({ code }) => code === 'in_future') }).toEqual(before);
  clock.now -= JUMP_MS;
  await retire();
  const again = await read();
  expect([again.ids, again.counts]).toEqual([before.ids, before.counts]);
  expect(await append(old('late', 400), old('a', 29))).toEqual(['accepted', 'duplicate']);
  expect(await verify()).toMatchObject(WHOLE);
});

test('off for 60 days: what is too old goes by itself, after a day of running', async () => {
  const { clock, retire, reopen, read, verify } = await openProject();
  await retire();
  clock.now += 60 * DAY_MS;
  await reopen();
  for (let hour = 0; hour < 24; hour++, clock.now += HOUR_MS)
    await expect(retire()).rejects.toMatchObject({ code: 'clock_jumped' });
  expect((await read()).ids).toHaveLength(2);
  expect(await retire()).toMatchObject({ events: 2, rejectedMessages: 1 });
  expect(await read()).toMatchObject({ ids: [], rejected: [] });
  expect(await verify()).toMatchObject(WHOLE);
});
