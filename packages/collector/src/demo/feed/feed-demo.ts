import type { WireMessage } from '@ardent/core';
import type { DemoHistory } from '../create-demo-history.ts';
import type { BatchAnswer } from './demo-project.ts';

/** How far a feed is. Its first two phases are enough for every page to be worth a look. */
export interface FeedProgress {
  /** Who everybody is; the last thirty days, newest first; what was before. */
  readonly phase: 'people' | 'recent' | 'earlier';
  /** Days sent, of `days`. */
  readonly daysDone: number;
  readonly days: number;
  /** Messages answered so far; `duplicates` of them were there before. */
  readonly sent: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Why the first one was rejected. */
  readonly firstRejection?: string;
}

export interface FeedOptions {
  send(messages: readonly WireMessage[]): Promise<BatchAnswer>;
  /** Told after each batch and each day. */
  onProgress?: ((progress: FeedProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const BATCH_SIZE = 500;
const RECENT_DAYS = 30;

/**
 * Sends a history, what makes the pages worth a look first. Resending is harmless: what has arrived before counts as
 * a duplicate, so that a feed that was cut short is simply run again.
 *
 * @throws what `send` throws, and the signal's reason.
 */
export async function feedDemo(history: DemoHistory, options: FeedOptions): Promise<FeedProgress> {
  const { days } = history.world.plan;
  let progress: FeedProgress = { phase: 'people', daysDone: 0, days, sent: 0, duplicates: 0, rejected: 0 };
  const tell = (change: Partial<FeedProgress>) => {
    progress = { ...progress, ...change };
    options.onProgress?.(progress);
  };
  const sendAll = (messages: Iterable<WireMessage>) =>
    sendInBatches(messages, options, (answer) => tell(addAnswer(progress, answer)));

  await sendAll(history.roster());
  for (let daysDone = 0; daysDone < days; daysDone++) {
    tell({ phase: daysDone < RECENT_DAYS ? 'recent' : 'earlier', daysDone });
    await sendAll(history.day(days - 1 - daysDone));
  }
  tell({ daysDone: days });
  return progress;
}

/** Makes a batch while the one before is on its way. */
async function sendInBatches(
  messages: Iterable<WireMessage>,
  { send, signal }: FeedOptions,
  onAnswer: (answer: BatchAnswer) => void,
): Promise<void> {
  let underway: Promise<BatchAnswer> | undefined;
  for (const batch of toBatches(messages)) {
    if (underway !== undefined) onAnswer(await underway);
    signal?.throwIfAborted();
    underway = send(batch);
  }
  if (underway !== undefined) onAnswer(await underway);
}

function* toBatches(messages: Iterable<WireMessage>): Generator<WireMessage[]> {
  let batch: WireMessage[] = [];
  for (const message of messages) {
    batch.push(message);
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function addAnswer(
  progress: FeedProgress,
  { accepted, duplicates, rejected }: BatchAnswer,
): Partial<FeedProgress> {
  const first = progress.firstRejection ?? rejected[0]?.message;
  return {
    sent: progress.sent + accepted + duplicates + rejected.length,
    duplicates: progress.duplicates + duplicates,
    rejected: progress.rejected + rejected.length,
    ...(first !== undefined && { firstRejection: first }),
  };
}
