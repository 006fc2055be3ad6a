import type { AppendException, AppendResult } from '../storage/append.ts';
import type { AppendOutcome } from '../storage/project-storage.ts';

/** A request's outcomes without those that say nothing more: most messages are accepted, and need not cross one by one. */
export function toAppendResult(outcomes: readonly AppendOutcome[]): AppendResult {
  const exceptions: AppendException[] = [];
  let duplicates = 0;
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'accepted') return;
    if (outcome.status === 'duplicate') duplicates++;
    exceptions.push({ index, outcome });
  });
  return { accepted: outcomes.length - exceptions.length, duplicates, exceptions };
}
