import type { Ingest } from '../ingest/ingest.ts';
import { toProblemAnswer } from '../ingest/request-refused.ts';

export interface IngestBounds {
  /** Bytes of all requests that wait for their answer. */
  maxPendingBytes: number;
}

// About four seconds' worth of large batches: waiting longer helps nobody, and memory stays small.
const DEFAULT_BOUNDS: IngestBounds = { maxPendingBytes: 64 * 1024 * 1024 };
// What a request costs beside its body: headers, promises, its place in the queue.
const BYTES_PER_REQUEST = 2_048;
const RETRY_AFTER_SECONDS = 2;

/** What waits to be stored. */
export interface QueueState {
  requests: number;
  bytes: number;
  /** Of the request that has waited longest; 0 if none waits. */
  oldestMs: number;
}

export interface BoundedIngest extends Ingest {
  queue(): QueueState;
}

/** Asks senders to come back later before memory grows: 503 `overloaded` with Retry-After. */
export function boundIngest(
  { ingest }: Ingest,
  { maxPendingBytes }: IngestBounds = DEFAULT_BOUNDS,
): BoundedIngest {
  let pendingBytes = 0;
  // In the order of arrival.
  const pending = new Set<{ since: number }>();
  return {
    async ingest(request) {
      const sizeBytes = request.body.byteLength + BYTES_PER_REQUEST;
      // One request alone is always taken: its size has a bound of its own.
      if (pendingBytes > 0 && pendingBytes + sizeBytes > maxPendingBytes) {
        return toProblemAnswer({
          status: 503,
          code: 'overloaded',
          detail: `more than ${maxPendingBytes} bytes of requests wait to be stored`,
          remedy: 'send the same messages again after Retry-After',
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
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
  };
}
