import type { IngestAnswer, IngestRequest } from '../ingest/ingest.ts';
import { type NumberedRequest, type PackedRequests, packRequests } from './worker-protocol.ts';

/** Hands requests to the worker, several in one post, and their answers back. */
export interface RequestSender {
  send(request: IngestRequest): Promise<IngestAnswer>;
  answer(answers: readonly [id: number, answer: IngestAnswer][]): void;
  /** Resolves when nothing waits for an answer any more. */
  drain(): Promise<void>;
  /** Gives everything that waits the same answer. */
  answerAll(answer: IngestAnswer): void;
}

interface Waiting {
  sizeBytes: number;
  resolve(answer: IngestAnswer): void;
}

// The worker parses what it gets at once: more waits here as bytes, which are a tenth of the parsed size.
const MAX_POSTED_BYTES = 8 * 1024 * 1024;

export function createRequestSender(post: (requests: PackedRequests) => void): RequestSender {
  const waiting = new Map<number, Waiting>();
  const queue: NumberedRequest[] = [];
  let postedBytes = 0;
  let lastId = 0;
  const drained: (() => void)[] = [];
  let isScheduled = false;

  function postNext(): void {
    isScheduled = false;
    const requests = takeUpTo(MAX_POSTED_BYTES - postedBytes, queue);
    // A request larger than what is left goes out when nothing else is under way.
    if (requests.length === 0 && postedBytes === 0) requests.push(...queue.splice(0, 1));
    if (requests.length === 0) return;
    for (const { request } of requests) postedBytes += request.body.byteLength;
    post(packRequests(requests));
  }

  function settleDrain(): void {
    if (waiting.size === 0) for (const resolve of drained.splice(0)) resolve();
  }

  return {
    send: (request) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, { sizeBytes: request.body.byteLength, resolve });
        queue.push({ id, request });
        if (isScheduled) return;
        isScheduled = true;
        // After the sockets that are ready now: their requests share a post.
        setImmediate(postNext);
      }),
    answer(answers) {
      for (const [id, answer] of answers) {
        const { sizeBytes = 0, resolve } = waiting.get(id) ?? {};
        waiting.delete(id);
        postedBytes -= sizeBytes;
        resolve?.(answer);
      }
      if (queue.length > 0) postNext();
      settleDrain();
    },
    drain: () =>
      new Promise((resolve) => {
        drained.push(resolve);
        settleDrain();
      }),
    answerAll(answer) {
      queue.length = 0;
      for (const { resolve } of waiting.values()) resolve(answer);
      waiting.clear();
      settleDrain();
    },
  };
}

function takeUpTo(maxBytes: number, queue: NumberedRequest[]): NumberedRequest[] {
  let left = maxBytes;
  let count = 0;
  for (const { request } of queue) {
    left -= request.body.byteLength;
    if (left < 0) break;
    count++;
  }
  return queue.splice(0, count);
}
