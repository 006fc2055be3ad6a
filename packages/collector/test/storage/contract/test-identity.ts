import { describe, expect, test } from 'vitest';
import { DAY_MS, item, NOON } from '../messages.ts';
import { PUBLISH } from './publish-request.ts';
import type { StorageSubject } from './storage-subject.ts';

/** Whose a message is: links, shared computers, merges. */
export function testIdentity(subject: StorageSubject): void {
  const { append, statuses, profile, amount } = subject;

  describe('identity', () => {
    test('an anonymous history becomes the user’s, whose ids then all answer', async () => {
      await append(item({ anonymousId: 'a', messageId: 'm1' }));
      const before = await profile({ anonymousId: 'a' });
      await append(
        item({ type: 'identify', anonymousId: 'a', userId: 'u', messageId: 'm2' }),
        item({ userId: 'u' }),
      );
      const after = await profile({ userId: 'u' });
      expect(after).toMatchObject({ profileId: before.profileId, userId: 'u', anonymousIds: ['a'] });
      expect(await profile({ anonymousId: 'a' })).toEqual(after);
      expect(await amount({ userId: 'u' })).toBe(2);
    });

    test('an anonymous history is absorbed by a user who has one, and its profileId still answers', async () => {
      await append(
        item({ userId: 'u' }),
        item({ anonymousId: 'a', timestamp: NOON - 9 * DAY_MS, messageId: 'm' }),
      );
      const absorbed = await profile({ anonymousId: 'a' });
      await append(item({ userId: 'u', anonymousId: 'a' }));
      const survivor = await profile({ profileId: absorbed.profileId });
      expect(survivor).toMatchObject({ userId: 'u', anonymousIds: ['a'], firstSeenAt: NOON - 9 * DAY_MS });
      expect(await amount({ userId: 'u' })).toBe(3);
      const stored = await subject.reader.listEvents(absorbed.profileId, { limit: 9 });
      expect(stored).toHaveLength(3);
      expect(stored.at(-1)?.messageId).toBe('m');
    });

    test.each(['track', 'page', 'screen', 'identify', 'group', 'alias'] as const)(
      'any message with both ids links them: %s',
      async (type) => {
        const ids = { userId: 'u', anonymousId: 'a', groupId: 'g', previousId: 'b' };
        await append(item({ anonymousId: 'a', messageId: 'm' }), item({ type, ...ids }));
        expect((await profile({ userId: 'u' })).anonymousIds).toContain('a');
        const stored = await subject.reader.listEvents((await profile({ userId: 'u' })).profileId, {
          limit: 9,
        });
        expect(stored.map(({ messageId }) => messageId)).toContain('m');
      },
    );

    test('a shared computer stays its first owner’s', async () => {
      await append(
        item({ userId: 'first', anonymousId: 'a' }),
        item({ userId: 'second', anonymousId: 'a' }),
        item({ anonymousId: 'a' }),
      );
      expect(await amount({ userId: 'first' })).toBe(2);
      expect(await amount({ userId: 'second' })).toBe(1);
      expect((await profile({ userId: 'second' })).anonymousIds).toEqual([]);
    });

    test('alias from an anonymous id is the same as identify', async () => {
      await append(item({ anonymousId: 'a' }), item({ type: 'alias', previousId: 'a', userId: 'u' }));
      expect(await profile({ userId: 'u' })).toMatchObject({ anonymousIds: ['a'] });
      await append(item({ anonymousId: 'b' }), item({ type: 'alias', previousId: 'b', userId: 'u' }));
      expect(await amount({ userId: 'u' })).toBe(2);
    });

    test('joining known users needs a secret key; the userId survives, self and cycles do nothing', async () => {
      const join = { type: 'alias', userId: 'new', previousId: 'old' } as const;
      await append(item({ userId: 'old' }), item({ userId: 'new' }));
      const refused = await append(item({ ...join, messageId: 'm' }));
      expect(refused).toMatchObject([{ status: 'rejected', code: 'merge_not_allowed', messageId: 'm' }]);
      expect(await amount({ userId: 'old' })).toBe(1);
      const trusted = { trusted: true };
      expect(await statuses(item({ ...join, messageId: 'm' }, trusted))).toEqual(['accepted']);
      const back = { type: 'alias', userId: 'old', previousId: 'new' } as const;
      const self = { type: 'alias', userId: 'new', previousId: 'new' } as const;
      expect(
        await statuses(item(back, trusted), item(self, trusted), item(back), item({ userId: 'old' })),
      ).toEqual(Array(4).fill('accepted'));
      expect(await profile({ userId: 'old' })).toEqual(await profile({ userId: 'new' }));
      expect((await profile({ userId: 'old' })).userId).toBe('new');
      expect(await amount({ userId: 'new' })).toBe(3);
    });

    test('whoever was absorbed is in no list; accounts, the latest choice, first and last seen go with them', async () => {
      const at = (daysAgo: number) => NOON - daysAgo * DAY_MS;
      await append(
        item({ userId: 'old', timestamp: at(9) }),
        item({ userId: 'old', timestamp: at(1) }),
        item({ type: 'group', userId: 'old', groupId: 'acme', timestamp: at(1) }),
        item({ type: 'identify', userId: 'old', optOut: false, timestamp: at(1) }),
        item({ type: 'identify', userId: 'new', optOut: true, timestamp: at(2) }),
        item({ type: 'group', userId: 'new', groupId: 'beta', timestamp: at(2) }),
        item({ userId: 'new', timestamp: at(2) }),
      );
      expect(await subject.reader.listProfiles({ kind: 'known' }, { limit: 9 })).toMatchObject([
        { userId: 'old' },
      ]);
      await append(
        item({ type: 'alias', userId: 'new', previousId: 'old', timestamp: at(3) }, { trusted: true }),
      );
      expect(await subject.reader.listProfiles({ kind: 'all' }, { limit: 9 })).toMatchObject([
        {
          userId: 'new',
          firstSeenAt: at(9),
          lastSeenAt: at(1),
          lastActiveDay: '2026-03-01',
          isUnmeasured: false,
          accounts: [
            { groupId: 'acme', isPrimary: true },
            { groupId: 'beta', isPrimary: false },
          ],
        },
      ]);
    });

    test('an old userId that is joined before it is first seen resolves, too', async () => {
      await append(
        item({ type: 'alias', userId: 'new', previousId: 'old' }, { trusted: true }),
        item({ userId: 'old' }),
      );
      expect(await amount({ userId: 'new' })).toBe(1);
    });

    test('chains of joins stay flat', async () => {
      const names = ['a', 'b', 'c', 'd'];
      await append(...names.map((userId) => item({ userId })));
      const ids = await Promise.all(names.map(async (userId) => (await profile({ userId })).profileId));
      for (const [previousId, userId] of [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
      ] as const) {
        await append(item({ type: 'alias', userId, previousId }, { trusted: true }));
      }
      const survivor = await profile({ userId: 'd' });
      for (const profileId of ids) expect(await profile({ profileId })).toEqual(survivor);
      expect(await subject.reader.listEvents(survivor.profileId, { limit: 9 })).toHaveLength(7);
    });

    test('sums are added and distinct values united in a merge, and stay so', async () => {
      const { signalIds } = await subject.writer.publishModel(PUBLISH);
      const [, spent = -1, pages = -1] = signalIds;
      const pay = (ids: object, path: string) =>
        item({ ...ids, event: 'Paid', properties: { total: 2 }, context: { path } });
      await append(
        ...['/a', '/b', '/b'].map((path) => pay({ userId: 'u' }, path)),
        ...['/b', '/much/longer/path'].map((path) => pay({ anonymousId: 'a' }, path)),
      );
      await append(item({ type: 'identify', userId: 'u', anonymousId: 'a' }));
      expect(await amount({ userId: 'u' }, spent)).toBe(10);
      expect(await amount({ userId: 'u' }, pages)).toBe(3);
      await append(pay({ anonymousId: 'a' }, '/much/longer/path'));
      expect(await amount({ userId: 'u' }, pages)).toBe(3);
    });

    test('the latest trait wins by time, then messageId, across a merge', async () => {
      const identify = (userId: string, traits: object, rest: object) =>
        item({ type: 'identify', userId, traits: traits as Record<string, string>, ...rest });
      await append(
        identify('old', { plan: 'pro', city: 'Bern', x: '2' }, { timestamp: NOON - 1_000, messageId: 'b' }),
        identify('new', { plan: 'free', x: '1' }, { timestamp: NOON - 2_000, messageId: 'c' }),
        identify('new', { x: '3' }, { timestamp: NOON - 1_000, messageId: 'a' }),
        identify('new', { plan: 'late' }, { timestamp: NOON - 3_000, messageId: 'd' }),
      );
      await append(item({ type: 'alias', userId: 'new', previousId: 'old' }, { trusted: true }));
      expect((await profile({ userId: 'new' })).traits).toEqual({ plan: 'pro', city: 'Bern', x: '2' });
    });
  });
}
