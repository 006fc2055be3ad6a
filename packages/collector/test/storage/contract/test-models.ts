import { describe, expect, test } from 'vitest';
import { DAY_MS, item, NOON } from '../messages.ts';
import { MODEL, PUBLISH } from './publish-request.ts';
import type { StorageSubject } from './storage-subject.ts';

/** Versions of models, and counting what is new in them. */
export function testModels(subject: StorageSubject): void {
  const { append, counts, amount } = subject;

  describe('models', () => {
    test('a new project has the default model as version 1 of its main one', async () => {
      const [version] = await subject.reader.listModels();
      expect(version).toMatchObject({
        modelId: 'main',
        isMain: true,
        version: 1,
        definition: { name: 'Default' },
      });
      expect(version?.signalIds).toHaveLength(version?.definition.signals.length ?? 0);
      expect(await subject.reader.findModel()).toEqual(version);
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
      const version = await subject.writer.publishModel(PUBLISH);
      expect(version).toMatchObject({ modelId: 'main', version: 2, author: 'Ada', reason: PUBLISH.reason });
      const [any = -1, spent = -1, pages = -1, big = -1] = version.signalIds;
      const all = async () => Promise.all([any, spent, pages, big].map((id) => amount({ userId: 'u' }, id)));
      expect(await all()).toEqual([6, 1_107.5, 3, 5]);
      await subject.reopen();
      await append(
        paid(0.5, NOON - 2 * DAY_MS),
        item({ context: { path: '/pay' } }),
        item({ context: { path: '/other' } }),
      );
      expect(await all()).toEqual([9, 1_108, 4, 6]);
      expect((await subject.reader.findModel())?.version).toBe(2);
      expect((await subject.reader.findModel('main', 1))?.definition.name).toBe('Default');
    });

    test('models live side by side and share their signals', async () => {
      const other = await subject.writer.publishModel({ ...PUBLISH, createNew: true });
      const again = await subject.writer.publishModel({ ...PUBLISH, modelId: other.modelId });
      expect(again).toMatchObject({
        modelId: other.modelId,
        isMain: false,
        version: 2,
        signalIds: other.signalIds,
      });
      expect((await subject.reader.findModel())?.definition.name).toBe('Default');
      expect(await subject.reader.findModel('none')).toBeUndefined();
      await expect(subject.writer.publishModel({ ...PUBLISH, modelId: 'none' })).rejects.toMatchObject({
        code: 'unknown_model',
      });
    });
  });

  test('passive events count under their name and never as activity', async () => {
    const { signalIds } = await subject.writer.publishModel({
      ...PUBLISH,
      definition: { ...MODEL, signals: [{ key: 'i', event: 'Invoice Paid', weight: 1, perDay: 'linear' }] },
    });
    await append(item({ event: 'Invoice Paid' }));
    expect(await counts({ userId: 'u' })).toEqual([{ day: '2026-03-02', signalId: signalIds[0], amount: 1 }]);
  });
}
