import { expect, test } from 'vitest';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import { appendInParts } from './append-in-parts.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Appends what is told, and says of every 700th that it is a duplicate. */
function appending(count: number) {
  const batches: AppendBatch[] = [];
  return {
    batches,
    projectId: 'p',
    route: 'batch' as const,
    body: new Uint8Array(),
    messages: numbers(count),
    check: (messages: readonly unknown[]) =>
      messages.map((raw) => ({ refused: { code: 'c', reason: 'r', receivedAt: 0, keyId: 'k', raw } })),
    async append(batch: AppendBatch): Promise<AppendResult> {
      batches.push(batch);
      const exceptions = batch.items.flatMap((item, index) =>
        'refused' in item && typeof item.refused.raw === 'number' && item.refused.raw % 700 === 0
          ? [{ index, outcome: { status: 'duplicate' as const, messageId: String(item.refused.raw) } }]
          : [],
      );
      return { accepted: batch.items.length - exceptions.length, duplicates: exceptions.length, exceptions };
    },
  };
}

test.each([0, 1, 1_000])('%i messages are appended at once', async (count) => {
  const one = appending(count);
  const { accepted, duplicates } = await appendInParts(one);
  expect(accepted + duplicates).toBe(count);
  expect(one.batches.map(({ items, body }) => [items.length, body])).toEqual([[count, one.body]]);
});

test('more are appended part after part; what is said of one names its place in the request', async () => {
  const one = appending(2_500);
  const { accepted, exceptions } = await appendInParts(one);
  const sent = one.batches.map(({ body }) => JSON.parse(Buffer.from(body).toString()).batch);
  expect(sent).toEqual([0, 1_000, 2_000].map((start) => numbers(2_500).slice(start, start + 1_000)));
  expect(one.batches.map(({ items }) => items.length)).toEqual([1_000, 1_000, 500]);
  expect(accepted).toBe(2_500 - 4);
  expect(exceptions.map(({ index, outcome }) => [index, outcome.messageId])).toEqual([
    [0, '0'],
    [700, '700'],
    [1_400, '1400'],
    [2_100, '2100'],
  ]);
});

test('a part that is not stored fails the request, and nothing more of it is tried', async () => {
  const one = appending(2_500);
  let tried = 0;
  const append = async (batch: AppendBatch): Promise<AppendResult> => {
    tried++;
    if (tried > 1) throw new Error('disk full');
    return one.append(batch);
  };
  await expect(appendInParts({ ...one, append })).rejects.toThrow('disk full');
  expect(tried).toBe(2);
});

test('what is nested too deep to be written is left out of what was sent, and spoils nothing', async () => {
  const one = appending(1_001);
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  await appendInParts({ ...one, messages: [deep, ...one.messages] });
  expect(JSON.parse(Buffer.from(one.batches[0]?.body ?? []).toString()).batch.slice(0, 2)).toEqual([null, 0]);
});
