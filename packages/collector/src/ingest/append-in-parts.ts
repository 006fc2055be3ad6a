import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppendBatch, AppendResult } from '../storage/append.ts';
import type { AppendItem } from '../storage/project-storage.ts';

/** A request's messages, how they are checked and how they are appended. */
export interface Appending extends Omit<AppendBatch, 'items'> {
  messages: readonly unknown[];
  check(messages: readonly unknown[]): AppendItem[];
  append(batch: AppendBatch): Promise<AppendResult>;
}

// Checked, handed over and stored within some ten milliseconds each.
const LARGEST_PART = 1_000;

/** Appends a request's messages; a large one's part after part, so that others have their turn in between. */
export function appendInParts(appending: Appending): Promise<AppendResult> {
  return appending.messages.length > LARGEST_PART ? appendParts(appending) : appendAll(appending);
}

// No promise's: what is parsed must not be held until it is stored.
function appendAll({ messages, check, append, ...batch }: Appending): Promise<AppendResult> {
  return append({ ...batch, items: check(messages) });
}

async function appendParts({ messages, ...appending }: Appending): Promise<AppendResult> {
  const total: AppendResult = { accepted: 0, duplicates: 0, exceptions: [] };
  for (let offset = 0; offset < messages.length; offset += LARGEST_PART) {
    if (offset > 0) await nextTurn();
    const part = messages.slice(offset, offset + LARGEST_PART);
    const { accepted, duplicates, exceptions } = await appendAll({
      ...appending,
      messages: part,
      route: 'batch',
      body: toBody(part),
    });
    total.accepted += accepted;
    total.duplicates += duplicates;
    for (const { index, outcome } of exceptions) total.exceptions.push({ index: offset + index, outcome });
  }
  return total;
}

/** What was sent of a part alone: the whole would be read again for each. */
function toBody(messages: readonly unknown[]): Uint8Array {
  return Buffer.from(`{"batch":[${messages.map(toText).join(',')}]}`);
}

// JSON.stringify overflows the stack on what is nested some thousand levels deep, which JSON.parse takes.
function toText(message: unknown): string {
  try {
    return JSON.stringify(message);
  } catch {
    return 'null';
  }
}
