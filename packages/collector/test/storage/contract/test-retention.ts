import { toDayNumber, toDayString } from '@ardent/core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppendItem } from '../../../src/storage/project-storage.ts';
import type { Retired } from '../../../src/storage/retention.ts';
import { type Arrival, DAY_MS, item, NOON } from '../messages.ts';
import { MODEL, PUBLISH } from './publish-request.ts';
import type { StorageSubject } from './storage-subject.ts';

const HOUR_MS = 3_600_000;
const EVENT_DAYS = 30;
// What the default model needs: thirty half-lives of fourteen days.
const COUNT_DAYS = 420;

/** What goes when it is too old, and what stays. */
export function testRetention(subject: StorageSubject): void {
  const { append, statuses, profile } = subject;
  const clock = { now: NOON };

  beforeEach(() => {
    clock.now = NOON;
  });

  /** A message that happened and came in some days before now. */
  function daysAgo(days: number, fields: Parameters<typeof item>[0] = {}, arrival: Arrival = {}): AppendItem {
    const at = clock.now - days * DAY_MS;
    return item({ timestamp: at, ...fields }, { receivedAt: at, ...arrival });
  }

  /** A run so many days later, after a day that the collector was on again. */
  async function retireAfter(days: number): Promise<Retired> {
    const end = clock.now + days * DAY_MS;
    for (clock.now = end - DAY_MS; clock.now < end; clock.now += 2 * HOUR_MS) {
      await expect(subject.writer.retire()).rejects.toMatchObject({ code: 'clock_jumped' });
    }
    return subject.writer.retire();
  }

  const dayOf = (daysBefore: number) =>
    toDayString(toDayNumber('2026-03-02', 'today') + (clock.now - NOON) / DAY_MS - daysBefore);

  async function messageIds(userId = 'u'): Promise<string[]> {
    const { profileId } = await profile({ userId });
    const events = await subject.reader.listEvents(profileId, { limit: 100 });
    return events.map(({ messageId }) => messageId);
  }

  async function amounts(signalId = 0): Promise<Record<string, number>> {
    const { profileId } = await profile({ userId: 'u' });
    const counts = await subject.reader.listCounts(profileId, { to: dayOf(0) });
    const ofSignal = counts.filter((one) => one.signalId === signalId);
    return Object.fromEntries(ofSignal.map(({ day, amount }) => [day, amount]));
  }

  describe('retention of raw events', () => {
    beforeEach(() => subject.open({ now: () => clock.now, eventRetentionDays: EVENT_DAYS }));

    test('raw events go; their counts, who sent them and that they were seen stay', async () => {
      const old = daysAgo(EVENT_DAYS + 1, { messageId: 'old', userId: 'gone' });
      await append(
        old,
        daysAgo(EVENT_DAYS + 1, { messageId: 'o' }),
        daysAgo(EVENT_DAYS, { messageId: 'kept' }),
      );
      expect(await subject.writer.retire()).toMatchObject({ events: 2, dailyCounts: 0, seenKeys: 0 });
      expect(await messageIds()).toEqual(['kept']);
      expect(await messageIds('gone')).toEqual([]);
      expect(await amounts()).toEqual({ [dayOf(EVENT_DAYS + 1)]: 1, [dayOf(EVENT_DAYS)]: 1 });
      expect(await profile({ userId: 'gone' })).toMatchObject({
        lastSeenAt: clock.now - (EVENT_DAYS + 1) * DAY_MS,
        lastActiveDay: dayOf(EVENT_DAYS + 1),
      });
      await subject.reopen();
      expect(await statuses(old, { ...old })).toEqual(['duplicate', 'duplicate']);
      expect(await subject.verify()).toMatchObject({
        eventsFrom: dayOf(EVENT_DAYS),
        days: 1,
        events: 1,
        differenceCount: 0,
        unseenEvents: 0,
      });
    });

    test('a project with nothing but retired events still has data, and keeps its zone', async () => {
      await append(daysAgo(EVENT_DAYS + 1));
      await subject.writer.retire();
      expect(await subject.reader.hasData()).toBe(true);
    });

    test('when somebody was last active outlasts the events, links and merges', async () => {
      const activeAt = clock.now - (EVENT_DAYS + 2) * DAY_MS;
      await append(
        daysAgo(EVENT_DAYS + 4, { anonymousId: 'phone' }),
        daysAgo(EVENT_DAYS + 2, { anonymousId: 'phone' }),
        daysAgo(EVENT_DAYS + 1, { anonymousId: 'phone', nonInteraction: true }),
        daysAgo(EVENT_DAYS + 3),
      );
      await subject.writer.retire();
      await append(daysAgo(0, { type: 'identify', userId: 'u', anonymousId: 'phone' }));
      expect(await profile({ userId: 'u' })).toMatchObject({ lastSeenAt: activeAt });
      await append(daysAgo(EVENT_DAYS + 2, { timestamp: activeAt - 1 }));
      expect(await profile({ userId: 'u' })).toMatchObject({ lastSeenAt: activeAt });
      await append(daysAgo(1));
      expect(await profile({ userId: 'u' })).toMatchObject({ lastSeenAt: clock.now - DAY_MS });
    });

    test('a late event of a retired day counts, and goes with the next run', async () => {
      await append(daysAgo(EVENT_DAYS + 5), daysAgo(0));
      await subject.writer.retire();
      await append(daysAgo(EVENT_DAYS + 5, { messageId: 'late' }, { receivedAt: clock.now }));
      expect(await amounts()).toMatchObject({ [dayOf(EVENT_DAYS + 5)]: 2 });
      expect(await subject.verify()).toMatchObject({ differenceCount: 0 });
      expect(await subject.writer.retire()).toMatchObject({ events: 1 });
      expect(await amounts()).toMatchObject({ [dayOf(EVENT_DAYS + 5)]: 2 });
    });

    test('a new signal is counted from the first kept day on, and its version says so', async () => {
      const paid = { event: 'Paid', properties: { total: 5 } };
      await append(daysAgo(EVENT_DAYS + 1, paid), daysAgo(EVENT_DAYS, paid), daysAgo(3, paid));
      await subject.writer.retire();
      const version = await subject.writer.publishModel(PUBLISH);
      expect(version.countedFrom).toBe(dayOf(EVENT_DAYS));
      const spent = version.signalIds[1] ?? -1;
      expect(await amounts(spent)).toEqual({ [dayOf(EVENT_DAYS)]: 5, [dayOf(3)]: 5 });
      // Before that day it would be counted in part.
      await append(daysAgo(EVENT_DAYS + 1, paid, { receivedAt: clock.now }), daysAgo(0, paid));
      expect(await amounts(spent)).toEqual({ [dayOf(EVENT_DAYS)]: 5, [dayOf(3)]: 5, [dayOf(0)]: 5 });
      expect(await amounts()).toMatchObject({ [dayOf(EVENT_DAYS + 1)]: 2 });
      const signals = await subject.reader.findSignals(MODEL.signals);
      expect(signals.map((one) => one?.isCounted)).toEqual(MODEL.signals.map(() => true));
      const ratios = (await subject.reader.listVersions()).map(({ countedRatio }) => countedRatio);
      expect(ratios).toEqual([1, 1]);
      expect(await subject.verify()).toMatchObject({ differenceCount: 0 });
      await retireAfter(9);
      expect((await subject.reader.findModel())?.countedFrom).toBe(version.countedFrom);
    });

    test('a new signal speaks from the kept days on even if there is no raw event any more', async () => {
      await append(daysAgo(EVENT_DAYS + 9));
      expect((await subject.writer.publishModel({ ...PUBLISH, createNew: true })).countedFrom).toBeNull();
      await subject.writer.retire();
      const other = {
        ...MODEL,
        signals: [{ key: 'x', event: 'Clicked', weight: 1, perDay: 'log' as const }],
      };
      const version = await subject.writer.publishModel({ ...PUBLISH, definition: other });
      expect(version.countedFrom).toBe(dayOf(EVENT_DAYS));
    });
  });

  describe('retention of daily counts', () => {
    beforeEach(() => subject.open({ now: () => clock.now }));

    test('nothing goes before its time, and then nothing is said to have gone', async () => {
      await append(daysAgo(COUNT_DAYS, { messageId: 'edge' }), daysAgo(0));
      const retired = await subject.writer.retire();
      expect(Object.values(retired).filter((count) => count > 0)).toEqual([]);
      expect(await messageIds()).toContain('edge');
      expect(await subject.verify()).toMatchObject({ eventsFrom: null, days: 2 });
      expect((await subject.writer.publishModel(PUBLISH)).countedFrom).toBeNull();
    });

    test('what is older than the counts is kept goes with them, and a resend of it is too old', async () => {
      const old = item({ messageId: 'old', timestamp: NOON, context: { sessionId: 's' } });
      const young = daysAgo(-1, { messageId: 'young' });
      await append(old, young);
      expect(await statuses({ ...old })).toEqual(['duplicate']);
      expect(await retireAfter(COUNT_DAYS + 1)).toMatchObject({
        events: 1,
        dailyCounts: 2,
        distinctValues: 1,
        seenKeys: 1,
      });
      expect(await messageIds()).toEqual(['young']);
      expect(Object.keys(await amounts())).toEqual([dayOf(COUNT_DAYS)]);
      expect(await subject.reader.firstKeptDay(clock.now)).toBe(dayOf(COUNT_DAYS));
      const again = { receivedAt: clock.now };
      const outcomes = await append(
        item({ messageId: 'old', timestamp: NOON }, again),
        item({ messageId: 'young', timestamp: NOON + DAY_MS }, again),
      );
      expect(outcomes).toMatchObject([{ status: 'rejected', code: 'too_old' }, { status: 'duplicate' }]);
      expect(await subject.verify()).toMatchObject({ differenceCount: 0, unseenEvents: 0 });
    });

    test('days that were let go stay closed when a version needs longer', async () => {
      await append(item({ timestamp: NOON }));
      await retireAfter(COUNT_DAYS + 10);
      const needsMore = { ...MODEL, decay: { type: 'window' as const, days: 900 } };
      const version = await subject.writer.publishModel({ ...PUBLISH, definition: needsMore });
      expect(version.countedFrom).toBe(dayOf(COUNT_DAYS));
      expect(await subject.reader.firstKeptDay(clock.now)).toBe(dayOf(COUNT_DAYS));
      const late = (days: number) => daysAgo(days, {}, { receivedAt: clock.now });
      expect(await statuses(late(COUNT_DAYS), late(COUNT_DAYS + 1))).toEqual(['accepted', 'rejected']);
      await retireAfter(100);
      expect(await subject.reader.firstKeptDay(clock.now)).toBe(dayOf(COUNT_DAYS + 100));
    });

    test('a version that needs longer is published in time: its counts stay', async () => {
      await append(item({ timestamp: NOON }));
      const needsMore = { ...MODEL, decay: { type: 'window' as const, days: 900 } };
      await subject.writer.publishModel({ ...PUBLISH, definition: needsMore });
      expect(await retireAfter(900)).toMatchObject({ dailyCounts: 0 });
      clock.now += DAY_MS;
      expect((await subject.writer.retire()).dailyCounts).toBeGreaterThan(0);
    });

    test('of memberships and seats, those in force when the kept days begin stay', async () => {
      const group = (days: number, seats: number | null) =>
        daysAgo(days, { type: 'group', groupId: 'acme', traits: { seats } }, { trusted: true });
      clock.now = NOON + 450 * DAY_MS;
      await append(group(450, 5), group(440, 6), group(430, null), group(300, 7));
      expect(await retireAfter(0)).toMatchObject({ accountDays: 4 });
      expect(await subject.listSeats()).toEqual([
        { groupId: 'acme', day: dayOf(430), seats: null },
        { groupId: 'acme', day: dayOf(300), seats: 7 },
      ]);
      expect(await profile({ userId: 'u' })).toMatchObject({ accounts: [{ groupId: 'acme' }] });
    });
  });

  test('rejected messages go after thirty days, without another rejection', async () => {
    await subject.open({ now: () => clock.now });
    await append(item({ timestamp: NOON + 9 * DAY_MS }));
    const count = () => subject.reader.countRejected({});
    expect(await retireAfter(30)).toMatchObject({ rejectedMessages: 0 });
    expect(await count()).toEqual([{ code: 'in_future', count: 1 }]);
    clock.now += 1;
    expect(await subject.writer.retire()).toMatchObject({ rejectedMessages: 1 });
    expect(await count()).toEqual([]);
  });
}
