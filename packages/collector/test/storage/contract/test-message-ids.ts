import { describe, expect, test } from 'vitest';
import { DAY_MS, item, NOON } from '../messages.ts';
import type { StorageSubject } from './storage-subject.ts';

/** A message is its messageId, and nothing else. */
export function testMessageIds(subject: StorageSubject): void {
  const { append, statuses, profile, amount } = subject;

  describe('a message is its messageId', () => {
    test('once in one append, in another, with another time and person, and after a restart', async () => {
      const first = item({ messageId: 'm' });
      expect(await statuses(first, first)).toEqual(['accepted', 'duplicate']);
      expect(await statuses(item({ messageId: 'm', timestamp: NOON - DAY_MS, userId: 'other' }))).toEqual([
        'duplicate',
      ]);
      await subject.reopen();
      expect(await statuses(first, item({ messageId: 'm', timestamp: 0 }))).toEqual([
        'duplicate',
        'duplicate',
      ]);
      expect(await amount({ userId: 'u' })).toBe(1);
      expect(await subject.reader.findProfile({ userId: 'other' })).toBeUndefined();
    });

    test('keeps ids of every form apart and gives them back', async () => {
      const uuid = '6f1f3d0a-8f7a-4c53-9a60-0d3f6f0f3b11';
      const ids = [
        uuid,
        `node-next-1668000000000-${uuid}`,
        `ajs-next-1668000000000-${uuid}`,
        `ajs-next-1668000000001-${uuid}`,
        '01ARZ3NDEKTSV4RRFFQ69G5FAV',
        'order 7',
        '7',
        'ключ-🙂',
      ];
      const items = ids.map((messageId) => item({ messageId }));
      expect(await statuses(...items)).toEqual(ids.map(() => 'accepted'));
      const { profileId } = await profile({ userId: 'u' });
      const stored = await subject.reader.listEvents(profileId, { limit: 100 });
      expect(stored.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    });

    test('makes one where there is none: new each time, but from the content for an import', async () => {
      expect(await statuses(item(), item())).toEqual(['accepted', 'accepted']);
      const imported = () =>
        item({ properties: { b: 1, a: { d: 2, c: 3 } } }, { imported: true, trusted: true });
      const sameImport = item({ properties: { a: { c: 3, d: 2 }, b: 1 } }, { imported: true, trusted: true });
      expect(await statuses(imported(), sameImport)).toEqual(['accepted', 'duplicate']);
    });

    test('is never rejected once it was stored', async () => {
      await append(item({ messageId: 'm' }));
      const refused = {
        messageId: 'm',
        code: 'invalid_type',
        reason: 'bad',
        receivedAt: NOON,
        keyId: 'k',
        raw: {},
      };
      expect(await statuses({ refused }, item({ messageId: 'm', timestamp: NOON + 3 * DAY_MS }))).toEqual([
        'duplicate',
        'duplicate',
      ]);
    });

    test('may come again rightly after it was rejected', async () => {
      const refused = {
        messageId: 'm',
        code: 'invalid_type',
        reason: 'bad',
        receivedAt: NOON,
        keyId: 'k',
        raw: {},
      };
      expect(await append({ refused })).toEqual([
        { status: 'rejected', messageId: 'm', code: 'invalid_type', message: 'bad' },
      ]);
      expect(await statuses(item({ messageId: 'm' }))).toEqual(['accepted']);
    });
  });
}
