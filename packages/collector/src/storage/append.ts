import type { MessageType } from '@ardent/core';
import type { AppendItem, AppendOutcome } from './project-storage.ts';

/** Checked messages of one request, on their way to a project's file. */
export interface AppendBatch {
  projectId: string;
  items: readonly AppendItem[];
  /** Where the request came in, and its decoded body: its messages as they were sent can be read from them again. */
  route: MessageType | 'batch' | 'import';
  body: Uint8Array;
}

/** What became of the messages, once they are durable: whichever is not named is stored. */
export interface AppendResult {
  accepted: number;
  duplicates: number;
  exceptions: AppendException[];
}

/** A message that was not stored now; `index` is its place among them. */
export interface AppendException {
  index: number;
  outcome: Exclude<AppendOutcome, { status: 'accepted' }>;
}
