import { expect, test } from 'vitest';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import { createAppendSender } from './append-sender.ts';
import { type PackedAppends, unpackAppends } from './packed-appends.ts';

const batch = (projectId: string): AppendBatch => ({
  projectId,
  route: 'batch',
  body: Buffer.from(`{"batch":["${projectId}"]}`),
  items: [],
});
const accepted = (count: number): AppendResult => ({ accepted: count, duplicates: 0, exceptions: [] });
const nextTurn = () => new Promise(setImmediate);

function open() {
  const posts: PackedAppends[] = [];
  const sender = createAppendSender((appends) => posts.push(appends));
  return { sender, posts };
}

test('batches of one turn share a post, arrive as they were, and get their own results in any order', async () => {
  const { sender, posts } = open();
  const results = ['a', 'bcd', ''].map((projectId) => sender.send(batch(projectId)));
  await nextTurn();
  expect(posts).toHaveLength(1);
  const unpacked = posts.flatMap(unpackAppends);
  expect(unpacked.map((one) => [one.batch.projectId, Buffer.from(one.batch.body).toString()])).toEqual([
    ['a', '{"batch":["a"]}'],
    ['bcd', '{"batch":["bcd"]}'],
    ['', '{"batch":[""]}'],
  ]);
  for (const { id, batch } of unpacked.reverse()) sender.settle(id, accepted(batch.projectId.length));
  expect(await Promise.all(results)).toEqual([accepted(1), accepted(3), accepted(0)]);
});

test('one that fails leaves the others alone', async () => {
  const { sender, posts } = open();
  const results = Promise.allSettled([sender.send(batch('a')), sender.send(batch('b'))]);
  await nextTurn();
  const [first, second] = posts.flatMap(unpackAppends);
  sender.settle(first?.id ?? 0, new Error('disk full'));
  sender.settle(second?.id ?? 0, accepted(1));
  expect(await results).toMatchObject([{ reason: { message: 'disk full' } }, { value: accepted(1) }]);
});

test('drains once everything has its result', async () => {
  const { sender, posts } = open();
  await sender.drain();
  const result = sender.send(batch('a'));
  let isDrained = false;
  const drained = sender.drain().then(() => {
    isDrained = true;
  });
  await nextTurn();
  expect(isDrained).toBe(false);
  sender.settle(posts.flatMap(unpackAppends)[0]?.id ?? 0, accepted(1));
  await Promise.all([result, drained]);
});

test('the end of the thread: all that waits fails, what was not posted stays here', async () => {
  const { sender, posts } = open();
  const results = Promise.allSettled([sender.send(batch('a')), sender.send(batch('b'))]);
  sender.rejectAll(new Error('stopped'));
  expect(await results).toMatchObject([
    { reason: { message: 'stopped' } },
    { reason: { message: 'stopped' } },
  ]);
  await nextTurn();
  expect(posts.flatMap(unpackAppends)).toEqual([]);
});
