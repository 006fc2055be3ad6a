import type { Ingest, IngestAnswer } from './ingest.ts';
import { toProblemAnswer } from './request-refused.ts';

export interface IngestBounds {
  /** Bytes of all requests that wait for their answer. */
  maxPendingBytes: number;
}

// About four seconds' worth of large batches: waiting longer helps nobody, and memory stays small.
const DEFAULT_BOUNDS: IngestBounds = { maxPendingBytes: 64 * 1024 * 1024 };
// What a request costs beside its body: headers, promises, its place in the queue.
const BYTES_PER_REQUEST = 2_048;
const RETRY_AFTER_SECONDS = 2;
const RESTART_AFTER_SECONDS = 5;

/** What waits to be stored. */
export interface QueueState {
  requests: number;
  bytes: number;
  /** Of the request that has waited longest; 0 if none waits. */
  oldestMs: number;
}

export interface BoundedIngest extends Ingest {
  queue(): QueueState;
  /** From now on senders are asked to come back; what was taken is answered. */
  close(): void;
}

/** Asks senders to come back later, before memory grows and when the end has come: 503 with Retry-After. */
export function boundIngest(
  { ingest }: Ingest,
  { maxPendingBytes }: IngestBounds = DEFAULT_BOUNDS,
): BoundedIngest {
  let pendingBytes = 0;
  let isClosed = false;
  // In the order of arrival.
  const pending = new Set<{ since: number }>();
  return {
    async ingest(request) {
      const sizeBytes = request.body.byteLength + BYTES_PER_REQUEST;
      if (isClosed) return stoppedAnswer();
      // One request alone is always taken: its size has a bound of its own.
      if (pendingBytes > 0 && pendingBytes + sizeBytes > maxPendingBytes)
        return overloadedAnswer(maxPendingBytes);
      pendingBytes += sizeBytes;
      const place = { since: performance.now() };
      pending.add(place);
      try {
        return await ingest(request);
      } finally {
        pendingBytes -= sizeBytes;
        pending.delete(place);
      }
    },
    queue() {
      const [oldest] = pending;
      const oldestMs = oldest === undefined ? 0 : performance.now() - oldest.since;
      return { requests: pending.size, bytes: pendingBytes, oldestMs };
    },
    close() {
      isClosed = true;
    },
  };
}

function overloadedAnswer(maxPendingBytes: number): IngestAnswer {
  return toProblemAnswer({
    status: 503,
    code: 'overloaded',
    detail: `more than ${maxPendingBytes} bytes of requests wait to be stored`,
    remedy: 'send the same messages again after Retry-After',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function stoppedAnswer(): IngestAnswer {
  return toProblemAnswer({
    status: 503,
    code: 'write_side_stopped',
    detail: 'the messages could not be stored: the collector is being stopped',
    remedy: 'send the same messages again, with the same messageIds, once it has started again',
    retryAfterSeconds: RESTART_AFTER_SECONDS,
  });
}
