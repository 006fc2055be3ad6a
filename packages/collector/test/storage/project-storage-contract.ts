import type { ScoreModel } from '@ardent/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  AppendItem,
  Profile,
  ProfileRef,
  ProjectReader,
  ProjectWriter,
  SignalCount,
} from '../../src/storage/project-storage.ts';
import { DAY_MS, HOUR_MS, item, NOON } from './messages.ts';

/** A project's storage with everything in it; `reopen` ends its processes and starts them again. */
export interface OpenStorage {
  writer: ProjectWriter;
  reader: ProjectReader;
  reopen(): Promise<OpenStorage>;
  destroy(): Promise<void>;
}

export interface StorageSettings {
  timeZone: string;
  passiveEvents: ReadonlySet<string>;
}

const MODEL: ScoreModel = {
  name: 'Revenue',
  decay: { type: 'half-life', days: 7 },
  target: 10,
  signals: [
    { key: 'any', event: '*', weight: 1, perDay: 'linear' },
    { key: 'spent', event: 'Paid', weight: 1, perDay: 'linear', measure: { sum: 'properties.total' } },
    { key: 'pages', event: '*', weight: 1, perDay: 'linear', measure: { distinct: 'context.path' } },
    { key: 'big', event: 'Paid', weight: 1, perDay: 'linear', where: { 'properties.plan': ['pro', 'team'] } },
  ],
};
const PUBLISH = { definition: MODEL, author: 'Ada', reason: 'we know better now', at: NOON };

/** What every adapter of project storage must do. */
export function testProjectStorage(
  name: string,
  openStorage: (settings: StorageSettings) => Promise<OpenStorage>,
): void {
  describe(name, () => {
    let storage: OpenStorage;

    beforeEach(async () => {
      storage = await openStorage({ timeZone: 'UTC', passiveEvents: new Set(['Invoice Paid']) });
    });
    afterEach(() => storage.destroy());

    const append = (...items: AppendItem[]) => storage.writer.append(items);
    const statuses = async (...items: AppendItem[]) => (await append(...items)).map(({ status }) => status);

    async function profile(ref: ProfileRef): Promise<Profile> {
      const found = await storage.reader.findProfile(ref);
      if (found === undefined) throw new Error(`no profile for ${JSON.stringify(ref)}`);
      return found;
    }

    async function counts(ref: ProfileRef, to = '2026-03-02'): Promise<SignalCount[]> {
      return storage.reader.listCounts((await profile(ref)).profileId, { to });
    }

    async function amount(ref: ProfileRef, signalId = 0): Promise<number> {
      return (await counts(ref))
        .filter((one) => one.signalId === signalId)
        .reduce((sum, one) => sum + one.amount, 0);
    }

    describe('a message is its messageId', () => {
      test('once in one append, in another, with another time and person, and after a restart', async () => {
        const first = item({ messageId: 'm' });
        expect(await statuses(first, first)).toEqual(['accepted', 'duplicate']);
        expect(await statuses(item({ messageId: 'm', timestamp: NOON - DAY_MS, userId: 'other' }))).toEqual([
          'duplicate',
        ]);
        storage = await storage.reopen();
        expect(await statuses(first, item({ messageId: 'm', timestamp: 0 }))).toEqual([
          'duplicate',
          'duplicate',
        ]);
        expect(await amount({ userId: 'u' })).toBe(1);
        expect(await storage.reader.findProfile({ userId: 'other' })).toBeUndefined();
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
        const stored = await storage.reader.listEvents(profileId, { limit: 100 });
        expect(stored.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
      });

      test('makes one where there is none: new each time, but from the content for an import', async () => {
        expect(await statuses(item(), item())).toEqual(['accepted', 'accepted']);
        const imported = () =>
          item({ properties: { b: 1, a: { d: 2, c: 3 } } }, { imported: true, trusted: true });
        const sameImport = item(
          { properties: { a: { c: 3, d: 2 }, b: 1 } },
          { imported: true, trusted: true },
        );
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

    describe('time', () => {
      const received = { receivedAt: NOON };

      test('corrects a clock that is more than five minutes off, and only then', async () => {
        const [early, late] = [NOON - 2 * DAY_MS, NOON - 4 * 60_000];
        await append(
          item({ messageId: 'a', timestamp: early - HOUR_MS, sentAt: early }, received),
          item({ messageId: 'b', timestamp: NOON - HOUR_MS, sentAt: late }, received),
        );
        const { profileId } = await profile({ userId: 'u' });
        const stored = await storage.reader.listEvents(profileId, { limit: 2 });
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
        expect(await storage.reader.listEvents(profileId, { limit: 9 })).toHaveLength(1);
      });

      test('keeps at least what the published models need', async () => {
        const oldest = await storage.reader.firstKeptDay(NOON);
        const at = Date.parse(`${oldest}T00:00:00Z`);
        expect(await statuses(item({ timestamp: at }), item({ timestamp: at - 1 }))).toEqual([
          'accepted',
          'rejected',
        ]);
        await storage.writer.publishModel({
          ...PUBLISH,
          definition: { ...MODEL, decay: { type: 'window', days: 900 } },
        });
        expect(await storage.reader.firstKeptDay(NOON)).toBe('2023-09-14');
        expect(await statuses(item({ timestamp: at - 1 }))).toEqual(['accepted']);
      });

      test('counts days in the zone of the project', async () => {
        await storage.destroy();
        storage = await openStorage({ timeZone: 'Asia/Kathmandu', passiveEvents: new Set() });
        const midnight = Date.UTC(2026, 2, 1, 18, 15);
        await append(item({ timestamp: midnight - 1 }), item({ timestamp: midnight }));
        expect((await counts({ userId: 'u' })).filter(({ signalId }) => signalId === 0)).toEqual([
          { day: '2026-03-01', signalId: 0, amount: 1 },
          { day: '2026-03-02', signalId: 0, amount: 1 },
        ]);
      });
    });

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
        const stored = await storage.reader.listEvents(absorbed.profileId, { limit: 9 });
        expect(stored).toHaveLength(3);
        expect(stored.at(-1)?.messageId).toBe('m');
      });

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
        expect(await storage.reader.listEvents(survivor.profileId, { limit: 9 })).toHaveLength(7);
      });

      test('sums are added and distinct values united in a merge, and stay so', async () => {
        const { signalIds } = await storage.writer.publishModel(PUBLISH);
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
        expect(await storage.reader.listProfiles({ kind: 'all' }, { limit: 9 })).toEqual([]);
        expect(
          await storage.reader.listProfiles({ kind: 'all', unmeasured: 'included' }, { limit: 9 }),
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
          (await storage.reader.listProfiles({ kind: 'known', ...filter }, page)).map(({ userId }) => userId);
        expect(await list({})).toEqual(['p1', 'p2', 'p3']);
        expect(await list({ kind: 'anonymous' })).toEqual([null]);
        expect(await list({ kind: 'all' })).toHaveLength(4);
        expect(await list({ traits: { plan: 'pro', age: ['7', 7] } })).toEqual(['p1', 'p2', 'p3']);
        expect(await list({ traits: { age: '7' } })).toEqual([]);
        expect(await list({ groupId: 'g' })).toEqual(['p3']);
        expect(await list({ seenSince: '2026-02-27' })).toEqual(['p2']);
        expect(await list({ seenSince: '2026-02-28' })).toEqual([]);
        const after = (await profile({ userId: 'p1' })).profileId;
        expect(await storage.reader.listProfiles({ kind: 'known' }, { after, limit: 1 })).toMatchObject([
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
          expect(await storage.reader.findProfile(ref)).toBeUndefined();
        }
      });
    });

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
        const [first] = await storage.reader.listEvents(profileId, { limit: 1 });
        expect(first).toMatchObject({ messageId: 'm4', type: 'page', event: 'Page Viewed' });
        const rest = await storage.reader.listEvents(profileId, {
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

    describe('models', () => {
      test('a new project has the default model as version 1 of its main one', async () => {
        const [version] = await storage.reader.listModels();
        expect(version).toMatchObject({
          modelId: 'main',
          isMain: true,
          version: 1,
          definition: { name: 'Default' },
        });
        expect(version?.signalIds).toHaveLength(version?.definition.signals.length ?? 0);
        expect(await storage.reader.findModel()).toEqual(version);
      });

      test('a version counts what is new in it from the past, live from then on, and again after a restart', async () => {
        const paid = (total: unknown, timestamp: number, more: object = {}) =>
          item({
            event: 'Paid',
            timestamp,
            properties: { total: total as number, plan: 'pro' },
            context: { path: '/pay' },
            ...more,
          });
        await append(paid(3, NOON - 2 * DAY_MS), paid('4.5', NOON - 2 * DAY_MS), paid('much', NOON - DAY_MS));
        await append(
          item({ userId: 'u', anonymousId: 'a' }),
          paid(100, NOON - DAY_MS, { anonymousId: 'a', userId: undefined }),
        );
        await append(paid(1_000, NOON, {}), item({ event: 'Paid' }, { isBot: true }));
        const version = await storage.writer.publishModel(PUBLISH);
        expect(version).toMatchObject({ modelId: 'main', version: 2, author: 'Ada', reason: PUBLISH.reason });
        const [any = -1, spent = -1, pages = -1, big = -1] = version.signalIds;
        const all = async () =>
          Promise.all([any, spent, pages, big].map((id) => amount({ userId: 'u' }, id)));
        expect(await all()).toEqual([6, 1_107.5, 3, 5]);
        storage = await storage.reopen();
        await append(
          paid(0.5, NOON - 2 * DAY_MS),
          item({ context: { path: '/pay' } }),
          item({ context: { path: '/other' } }),
        );
        expect(await all()).toEqual([9, 1_108, 4, 6]);
        expect((await storage.reader.findModel())?.version).toBe(2);
        expect((await storage.reader.findModel('main', 1))?.definition.name).toBe('Default');
      });

      test('models live side by side and share their signals', async () => {
        const other = await storage.writer.publishModel({ ...PUBLISH, createNew: true });
        const again = await storage.writer.publishModel({ ...PUBLISH, modelId: other.modelId });
        expect(again).toMatchObject({
          modelId: other.modelId,
          isMain: false,
          version: 2,
          signalIds: other.signalIds,
        });
        expect((await storage.reader.findModel())?.definition.name).toBe('Default');
        expect(await storage.reader.findModel('none')).toBeUndefined();
        await expect(storage.writer.publishModel({ ...PUBLISH, modelId: 'none' })).rejects.toMatchObject({
          code: 'unknown_model',
        });
      });
    });

    test('passive events count under their name and never as activity', async () => {
      const { signalIds } = await storage.writer.publishModel({
        ...PUBLISH,
        definition: { ...MODEL, signals: [{ key: 'i', event: 'Invoice Paid', weight: 1, perDay: 'linear' }] },
      });
      await append(item({ event: 'Invoice Paid' }));
      expect(await counts({ userId: 'u' })).toEqual([
        { day: '2026-03-02', signalId: signalIds[0], amount: 1 },
      ]);
    });

    test('says whether it has data, and that it can write', async () => {
      expect(await storage.reader.hasData()).toBe(false);
      await append(item());
      expect(await storage.reader.hasData()).toBe(true);
      await expect(storage.writer.check()).resolves.toBeUndefined();
    });

    test('appends that came together keep their order and their outcomes', async () => {
      const appends = Array.from({ length: 50 }, (_, i) =>
        append(item({ messageId: `m${i % 25}` }), item({ messageId: `n${i}` })),
      );
      const outcomes = await Promise.all(appends);
      expect(outcomes.map(([first]) => first?.status)).toEqual([
        ...Array(25).fill('accepted'),
        ...Array(25).fill('duplicate'),
      ]);
      expect(
        outcomes.every(([, second], i) => second?.status === 'accepted' && second.messageId === `n${i}`),
      ).toBe(true);
    });

    test('after close it takes nothing, and what it took is stored', async () => {
      const taken = append(item());
      await storage.writer.close();
      expect(await taken).toMatchObject([{ status: 'accepted' }]);
      await expect(append(item())).rejects.toMatchObject({ code: 'storage_closed' });
      storage = await storage.reopen();
      expect(await amount({ userId: 'u' })).toBe(1);
    });
  });
}
