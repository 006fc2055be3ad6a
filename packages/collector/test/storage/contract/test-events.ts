import { describe, expect, test } from 'vitest';
import { DAY_MS, item, NOON } from '../messages.ts';
import type { StorageSubject } from './storage-subject.ts';

/** Stored messages, as they are read again. */
export function testEvents(subject: StorageSubject): void {
  const { append, statuses, profile, counts } = subject;

  describe('events', () => {
    test('come back as they were, newest first, in pages that neither skip nor repeat', async () => {
      const properties = { plan: 'pro', nested: { list: [1, null, 'x'] } };
      const context = {
        path: '/a',
        campaign: { source: 's' },
        sessionId: '7',
        browser: 'Firefox',
        library: 'l',
      };
      await append(
        item({ messageId: 'm1', timestamp: NOON - DAY_MS, properties, context }),
        item({ messageId: 'm2', timestamp: NOON - 1_000, type: 'identify', traits: { plan: 'pro' } }),
        item({ messageId: 'm4', timestamp: NOON - 1_000, type: 'page', event: 'Page Viewed' }),
        item({ messageId: 'm3', timestamp: NOON - 1_000, nonInteraction: true }, { isBot: true }),
      );
      const { profileId } = await profile({ userId: 'u' });
      const [first] = await subject.reader.listEvents(profileId, { limit: 1 });
      expect(first).toMatchObject({ messageId: 'm4', type: 'page', event: 'Page Viewed' });
      const rest = await subject.reader.listEvents(profileId, {
        limit: 9,
        before: { timestamp: NOON - 1_000, messageId: 'm4' },
      });
      expect(rest).toMatchObject([
        { messageId: 'm3', isBot: true, isPassive: true },
        { messageId: 'm2', type: 'identify', event: null, traits: { plan: 'pro' }, properties: {} },
        { messageId: 'm1', day: '2026-03-01', timestamp: NOON - DAY_MS, properties, context, isBot: false },
      ]);
    });

    test('of bots are stored and marked, and count nothing', async () => {
      expect(await statuses(item({}, { isBot: true }))).toEqual(['accepted']);
      expect(await counts({ userId: 'u' })).toEqual([]);
      expect(await profile({ userId: 'u' })).toMatchObject({ lastActiveDay: null, lastSeenAt: null });
    });
  });
}
