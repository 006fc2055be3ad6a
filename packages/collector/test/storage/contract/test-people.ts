import { describe, expect, test } from 'vitest';
import { DAY_MS, item, NOON } from '../messages.ts';
import type { StorageSubject } from './storage-subject.ts';

/** What is known of people and accounts, and how they are listed. */
export function testPeople(subject: StorageSubject): void {
  const { append, profile } = subject;

  describe('people and accounts', () => {
    test('first and last seen: any message, and only events that someone did', async () => {
      await append(
        item({ type: 'identify', userId: 'u', timestamp: NOON - 5 * DAY_MS }),
        item({ userId: 'u', timestamp: NOON - 3 * DAY_MS }),
        item({ userId: 'u', timestamp: NOON - 2 * DAY_MS, nonInteraction: true }),
        item({ userId: 'u', timestamp: NOON - DAY_MS, event: 'Invoice Paid' }),
        item({ userId: 'u' }, { isBot: true }),
        item({ type: 'group', userId: 'u', groupId: 'g' }),
      );
      expect(await profile({ userId: 'u' })).toMatchObject({
        firstSeenAt: NOON - 5 * DAY_MS,
        lastSeenAt: NOON - 3 * DAY_MS,
        lastActiveDay: '2026-02-27',
      });
    });

    test('the primary account is the one last grouped into; context.groupId joins nothing', async () => {
      const group = (groupId: string, timestamp: number) =>
        item({ type: 'group', userId: 'u', groupId, timestamp });
      await append(
        group('late', NOON - 1_000),
        group('early', NOON - DAY_MS),
        item({ context: { groupId: 'seen' } }),
      );
      expect((await profile({ userId: 'u' })).accounts).toEqual([
        { groupId: 'late', isPrimary: true },
        { groupId: 'early', isPrimary: false },
      ]);
    });

    test('opting out holds by its time, and an older choice that comes later changes nothing', async () => {
      const choose = (optOut: boolean, timestamp: number) =>
        item({ type: 'identify', userId: 'u', optOut, timestamp });
      await append(choose(true, NOON - 1_000), choose(false, NOON - 2_000));
      expect((await profile({ userId: 'u' })).isUnmeasured).toBe(true);
      expect(await subject.reader.listProfiles({ kind: 'all' }, { limit: 9 })).toEqual([]);
      expect(
        await subject.reader.listProfiles({ kind: 'all', unmeasured: 'included' }, { limit: 9 }),
      ).toHaveLength(1);
      await append(choose(false, NOON));
      expect((await profile({ userId: 'u' })).isUnmeasured).toBe(false);
    });

    test('lists by kind, trait, account and last active day, page by page', async () => {
      const pro = { type: 'identify', traits: { plan: 'pro', age: 7 } } as const;
      await append(
        ...['p1', 'p2', 'p3'].map((userId) => item({ ...pro, userId })),
        item({ userId: 'p2', timestamp: NOON - 3 * DAY_MS }),
        item({ type: 'group', userId: 'p3', groupId: 'g' }),
        item({ anonymousId: 'a' }),
      );
      const list = async (filter: object, page = { limit: 9 }) =>
        (await subject.reader.listProfiles({ kind: 'known', ...filter }, page)).map(({ userId }) => userId);
      expect(await list({})).toEqual(['p1', 'p2', 'p3']);
      expect(await list({ kind: 'anonymous' })).toEqual([null]);
      expect(await list({ kind: 'all' })).toHaveLength(4);
      expect(await list({ traits: { plan: 'pro', age: ['7', 7] } })).toEqual(['p1', 'p2', 'p3']);
      expect(await list({ traits: { age: '7' } })).toEqual([]);
      expect(await list({ groupId: 'g' })).toEqual(['p3']);
      expect(await list({ seenSince: '2026-02-27' })).toEqual(['p2']);
      expect(await list({ seenSince: '2026-02-28' })).toEqual([]);
      const after = (await profile({ userId: 'p1' })).profileId;
      expect(await subject.reader.listProfiles({ kind: 'known' }, { after, limit: 1 })).toMatchObject([
        { userId: 'p2' },
      ]);
    });

    test('names that nobody has, and profileIds that are none, find nothing', async () => {
      await append(item());
      for (const ref of [
        { userId: 'x' },
        { anonymousId: 'u' },
        { profileId: 'prf_' },
        { profileId: 'prf_0000000000' },
      ]) {
        expect(await subject.reader.findProfile(ref)).toBeUndefined();
      }
    });
  });
}
