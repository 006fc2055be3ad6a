import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, item, NOON } from '../messages.ts';
import { MODEL, PUBLISH } from './publish-request.ts';
import type { StorageSubject } from './storage-subject.ts';

/** When a message happened, and which day it counts for. */
export function testTime(subject: StorageSubject): void {
  const { append, statuses, profile, counts } = subject;

  describe('time', () => {
    const received = { receivedAt: NOON };

    test('corrects a clock that is more than five minutes off, and only then', async () => {
      const [early, late] = [NOON - 2 * DAY_MS, NOON - 4 * 60_000];
      await append(
        item({ messageId: 'a', timestamp: early - HOUR_MS, sentAt: early }, received),
        item({ messageId: 'b', timestamp: NOON - HOUR_MS, sentAt: late }, received),
      );
      const { profileId } = await profile({ userId: 'u' });
      const stored = await subject.reader.listEvents(profileId, { limit: 2 });
      expect(stored.map(({ timestamp }) => timestamp)).toEqual([NOON - HOUR_MS, NOON - HOUR_MS]);
    });

    test('takes what is a little in the future as now, refuses more than a day and older than the counts', async () => {
      const outcomes = await append(
        item({ messageId: 'a', timestamp: NOON + DAY_MS }, received),
        item({ messageId: 'b', timestamp: NOON + DAY_MS + 1 }, received),
        item({ messageId: 'c', timestamp: NOON - 500 * DAY_MS }, received),
      );
      expect(outcomes.map((one) => (one.status === 'rejected' ? one.code : one.status))).toEqual([
        'accepted',
        'in_future',
        'too_old',
      ]);
      const { profileId, lastSeenAt } = await profile({ userId: 'u' });
      expect(lastSeenAt).toBe(NOON);
      expect(await subject.reader.listEvents(profileId, { limit: 9 })).toHaveLength(1);
    });

    test('keeps at least what the published models need', async () => {
      const oldest = await subject.reader.firstKeptDay(NOON);
      const at = Date.parse(`${oldest}T00:00:00Z`);
      expect(await statuses(item({ timestamp: at }), item({ timestamp: at - 1 }))).toEqual([
        'accepted',
        'rejected',
      ]);
      await subject.writer.publishModel({
        ...PUBLISH,
        definition: { ...MODEL, decay: { type: 'window', days: 900 } },
      });
      expect(await subject.reader.firstKeptDay(NOON)).toBe('2023-09-14');
      expect(await statuses(item({ timestamp: at - 1 }))).toEqual(['accepted']);
    });

    test('counts days in the zone of the project', async () => {
      await subject.open({ timeZone: 'Asia/Kathmandu', passiveEvents: new Set() });
      const midnight = Date.UTC(2026, 2, 1, 18, 15);
      await append(item({ timestamp: midnight - 1 }), item({ timestamp: midnight }));
      expect((await counts({ userId: 'u' })).filter(({ signalId }) => signalId === 0)).toEqual([
        { day: '2026-03-01', signalId: 0, amount: 1 },
        { day: '2026-03-02', signalId: 0, amount: 1 },
      ]);
    });
  });
}
