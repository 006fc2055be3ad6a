import { expect, test } from 'vitest';
import type { IngestAnswer, IngestRequest } from '../ingest/ingest.ts';
import { createRequestSender } from './request-sender.ts';
import { type PackedRequests, unpackRequests } from './worker-protocol.ts';

const MIB = 1024 * 1024;
const request = (text: string): IngestRequest => ({
  route: 'batch',
  key: `key of ${text.length}`,
  body: Buffer.from(text),
  receivedAt: 7,
});
const answerTo = (body: Uint8Array): IngestAnswer => ({ status: 200, body: `${body.byteLength}` });
const nextTurn = () => new Promise(setImmediate);

test('requests of one turn share a post, arrive as they were, and get their own answers in any order', async () => {
  const posts: PackedRequests[] = [];
  const sender = createRequestSender((requests) => posts.push(requests));
  const answers = ['a', 'bcd', ''].map((text) => sender.send(request(text)));
  await nextTurn();
  expect(posts).toHaveLength(1);
  const unpacked = posts.flatMap(unpackRequests);
  expect(unpacked.map((one) => [Buffer.from(one.request.body).toString(), one.request.key])).toEqual([
    ['a', 'key of 1'],
    ['bcd', 'key of 3'],
    ['', 'key of 0'],
  ]);
  sender.answer(unpacked.reverse().map(({ id, request: { body } }) => [id, answerTo(body)]));
  expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(['1', '3', '0']);
});

test('posts no more than 8 MiB at once; the rest follows the answers, in order', async () => {
  const posts: PackedRequests[] = [];
  const sender = createRequestSender((requests) => posts.push(requests));
  const sizes = [5 * MIB, 2 * MIB, 3 * MIB, 1];
  const answers = sizes.map((size) => sender.send(request('x'.repeat(size))));
  await nextTurn();
  const posted = () => posts.map((post) => post.heads.map(({ sizeBytes }) => sizeBytes));
  expect(posted()).toEqual([[5 * MIB, 2 * MIB]]);
  const answerPost = (index: number) =>
    sender.answer(
      posts
        .slice(index, index + 1)
        .flatMap((post) =>
          post.heads.map(({ id }) => [id, answerTo(Buffer.alloc(0))] as [number, IngestAnswer]),
        ),
    );
  answerPost(0);
  expect(posted()).toEqual([
    [5 * MIB, 2 * MIB],
    [3 * MIB, 1],
  ]);
  answerPost(1);
  expect(await Promise.all(answers)).toHaveLength(4);
});

test('a request larger than that goes by itself', async () => {
  const posts: PackedRequests[] = [];
  const sender = createRequestSender((requests) => posts.push(requests));
  const answers = [sender.send(request('x'.repeat(9 * MIB))), sender.send(request('y'))];
  await nextTurn();
  expect(posts.map(({ heads }) => heads.length)).toEqual([1]);
  sender.answerAll({ status: 503, body: 'gone' });
  expect(await Promise.all(answers)).toEqual([
    { status: 503, body: 'gone' },
    { status: 503, body: 'gone' },
  ]);
});
