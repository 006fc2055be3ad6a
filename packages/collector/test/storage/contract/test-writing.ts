import { expect, test } from 'vitest';
import { item } from '../messages.ts';
import type { StorageSubject } from './storage-subject.ts';

/** Order, health and the end of a writer. */
export function testWriting(subject: StorageSubject): void {
  const { append, amount } = subject;

  test('says whether it has data, and that it can write', async () => {
    expect(await subject.reader.hasData()).toBe(false);
    await append(item());
    expect(await subject.reader.hasData()).toBe(true);
    await expect(subject.writer.check()).resolves.toBeUndefined();
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
    await subject.writer.close();
    expect(await taken).toMatchObject([{ status: 'accepted' }]);
    await expect(append(item())).rejects.toMatchObject({ code: 'storage_closed' });
    await subject.reopen();
    expect(await amount({ userId: 'u' })).toBe(1);
  });
}
