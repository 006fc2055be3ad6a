import type { AppendResult } from '../storage/append.ts';
import type { IngestAnswer } from './ingest.ts';

/** The answer once everything is durable: whatever is not in `rejected` is stored. */
export function toSuccessAnswer({ accepted, duplicates, exceptions }: AppendResult): IngestAnswer {
  const rejected = exceptions.flatMap(({ index, outcome }) => {
    if (outcome.status === 'duplicate') return [];
    const { messageId = null, code, message } = outcome;
    return [{ index, messageId, code, message }];
  });
  return { status: 200, body: JSON.stringify({ success: true, accepted, duplicates, rejected }) };
}
