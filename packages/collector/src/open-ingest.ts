import { createTokenBuckets } from './access/token-buckets.ts';
import { type BoundedIngest, boundIngest } from './ingest/bounded-ingest.ts';
import { createIngest } from './ingest/create-ingest.ts';
import { createSenderReader } from './ingest/read-sender.ts';
import { toLiveMessages } from './live/live-message.ts';
import type { Watchers } from './live/watchers.ts';
import type { Log } from './log.ts';
import type { KeyLookup } from './storage/control-storage.ts';
import type { WriteSide } from './write-side/write-side.ts';

export interface OpenIngestOptions {
  keys: KeyLookup;
  writeSide: Pick<WriteSide, 'append'>;
  watchers: Watchers;
  log: Log;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** Takes requests from bytes to durable messages, and tells those who watch of them. */
export function openIngest({ keys, writeSide, watchers, log, now }: OpenIngestOptions): BoundedIngest {
  const appendWatched: WriteSide['append'] = async (batch) => {
    const result = await writeSide.append(batch);
    watchers.tell(batch.projectId, toLiveMessages(batch.items, result));
    return result;
  };
  return boundIngest(
    createIngest({
      keys,
      buckets: createTokenBuckets(now),
      readSender: createSenderReader(),
      // Parsed messages must not be held until they are stored, unless somebody wants to see them.
      append: (batch) =>
        watchers.isWatched(batch.projectId) ? appendWatched(batch) : writeSide.append(batch),
      onError: (error, requestId) =>
        log.error('a write failed', error, requestId === undefined ? {} : { requestId }),
    }),
  );
}
