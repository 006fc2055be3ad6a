import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import type { AppendItem } from '../storage/project-storage.ts';

/** A request's messages, how they are checked and how they are appended. */
export interface Appending extends Omit<AppendBatch, 'items' | 'offset'> {
  messages: readonly unknown[];
  check(messages: readonly unknown[]): AppendItem[];
  append(batch: AppendBatch): Promise<AppendResult>;
}

// Checked, handed over and stored within some ten milliseconds each.
const LARGEST_PART = 1_000;

/** Appends a request's messages; a large one's part after part, so that others have their turn in between. */
export function appendInParts(appending: Appending): Promise<AppendResult> {
  return appending.messages.length > LARGEST_PART ? appendParts(appending) : appendPart(appending, 0);
}

// No promise's: what is parsed must not be held until it is stored.
function appendPart({ messages, check, append, ...batch }: Appending, offset: number): Promise<AppendResult> {
  const items = check(messages.slice(offset, offset + LARGEST_PART));
  return append({ ...batch, offset, items });
}

async function appendParts(appending: Appending): Promise<AppendResult> {
  const total: AppendResult = { accepted: 0, duplicates: 0, exceptions: [] };
  for (let offset = 0; offset < appending.messages.length; offset += LARGEST_PART) {
    if (offset > 0) await nextTurn();
    const { accepted, duplicates, exceptions } = await appendPart(appending, offset);
    total.accepted += accepted;
    total.duplicates += duplicates;
    for (const { index, outcome } of exceptions) total.exceptions.push({ index: offset + index, outcome });
  }
  return total;
}
