import type { WireMessage } from '@ardent/core';
import type { DemoHistory } from '../create-demo-history.ts';
import type { BatchAnswer } from './demo-project.ts';

/** How far a feed is. Its first two phases are enough for every page to be worth a look. */
export interface FeedProgress {
  /** Who everybody is; the last thirty days, newest first; what was before. Or what has happened since. */
  readonly phase: 'people' | 'recent' | 'earlier' | 'since';
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
const DAY_MS = 86_400_000;

/**
 * Sends a history, what makes the pages worth a look first. Resending is harmless: what has arrived before counts as
 * a duplicate, so that a feed that was cut short is simply run again.
 *
 * @throws what `send` throws, and the signal's reason.
 */
export async function feedDemo(history: DemoHistory, options: FeedOptions): Promise<FeedProgress> {
  const { days } = history.world.plan;
  const { tell, sendAll, progress } = createTeller(options, { phase: 'people', days });
  await sendAll(history.roster());
  for (let daysDone = 0; daysDone < days; daysDone++) {
    tell({ phase: daysDone < RECENT_DAYS ? 'recent' : 'earlier', daysDone });
    await sendAll(history.day(days - 1 - daysDone));
  }
  await sendAll(history.since());
  tell({ daysDone: days });
  return progress();
}

/**
 * Sends what has happened in a history after an instant up to where it is cut off (milliseconds since 1970 UTC), in the
 * order of time.
 *
 * @throws what `send` throws, and the signal's reason.
 */
export async function continueDemo(
  history: DemoHistory,
  { after, until, ...options }: FeedOptions & { after: number; until: number },
): Promise<FeedProgress> {
  const days = Math.ceil((until - after) / DAY_MS);
  const { tell, sendAll, progress } = createTeller(options, { phase: 'since', days });
  const daysUntil = ({ timestamp = '' }: WireMessage) => Math.floor((Date.parse(timestamp) - after) / DAY_MS);
  await sendAll(history.since(after), (batch) => tell({ daysDone: Math.max(...batch.map(daysUntil)) }));
  tell({ daysDone: days });
  return progress();
}

interface Teller {
  progress(): FeedProgress;
  tell(change: Partial<FeedProgress>): void;
  /** `onBatch` hears of each batch that was answered. */
  sendAll(messages: Iterable<WireMessage>, onBatch?: (batch: readonly WireMessage[]) => void): Promise<void>;
}

function createTeller(options: FeedOptions, start: Pick<FeedProgress, 'phase' | 'days'>): Teller {
  let progress: FeedProgress = { ...start, daysDone: 0, sent: 0, duplicates: 0, rejected: 0 };
  const tell = (change: Partial<FeedProgress>) => {
    progress = { ...progress, ...change };
    options.onProgress?.(progress);
  };
  const sendAll: Teller['sendAll'] = (messages, onBatch) =>
    sendInBatches(messages, options, (answer, batch) => {
      tell(addAnswer(progress, answer));
      onBatch?.(batch);
    });
  return { progress: () => progress, tell, sendAll };
}

/** Makes a batch while the one before is on its way. */
async function sendInBatches(
  messages: Iterable<WireMessage>,
  { send, signal }: FeedOptions,
  onAnswer: (answer: BatchAnswer, batch: readonly WireMessage[]) => void,
): Promise<void> {
  let underway: Promise<void> | undefined;
  for (const batch of toBatches(messages)) {
    await underway;
    signal?.throwIfAborted();
    underway = send(batch).then((answer) => onAnswer(answer, batch));
  }
  await underway;
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
