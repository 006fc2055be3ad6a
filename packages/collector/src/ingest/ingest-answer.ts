import type { AppendOutcome } from '../storage/project-storage.ts';
import type { IngestAnswer } from './ingest.ts';

const ONE_ACCEPTED: IngestAnswer = {
  status: 200,
  body: '{"success":true,"accepted":1,"duplicates":0,"rejected":[]}',
};

/** The answer once everything is durable: whatever is not in `rejected` is stored. */
export function toSuccessAnswer(outcomes: readonly AppendOutcome[]): IngestAnswer {
  if (outcomes.length === 1 && outcomes[0]?.status === 'accepted') return ONE_ACCEPTED;
  let accepted = 0;
  let duplicates = 0;
  const rejected: object[] = [];
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'accepted') accepted++;
    else if (outcome.status === 'duplicate') duplicates++;
    else {
      const { messageId = null, code, message } = outcome;
      rejected.push({ index, messageId, code, message });
    }
  });
  return { status: 200, body: JSON.stringify({ success: true, accepted, duplicates, rejected }) };
}
