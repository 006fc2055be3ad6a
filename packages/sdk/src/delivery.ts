import type { PostAnswer } from './post.ts';
import type { Queue } from './queue.ts';
import type { Row } from './row-store.ts';

// Chrome lets the requests that outlive a page carry 65,536 bytes together: an ordinary request takes at most half of
// it, so that another one fits when the page is left.
const BATCH_BYTES = 30_000;
const KEEPALIVE_BYTES = 2 * BATCH_BYTES;
const BATCH_EVENTS = 500;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 300_000;
// Then it is an ad blocker or a dead network, and trying on would only cost battery.
const MOST_UNANSWERED = 3;

export interface DeliveryOptions {
  queue: Queue;
  flushAt: number;
  flushAfterMs: number;
  /** Whether nothing may be sent yet. */
  isHeld: () => boolean;
  /** Sends rows and never rejects. */
  post: (rows: Row[], keepalive: boolean) => Promise<PostAnswer>;
  /** The collector has them. */
  onAccepted: (rows: Row[]) => void;
  /** One row alone is too large for the collector. */
  onTooLarge: (rows: Row[]) => void;
}

/** Moves rows from the queue to the collector. */
export interface Delivery {
  /** Rows were added: sends them when there are enough, or in a while. */
  wake(): void;
  /** Sends what waits now; resolves when it is done or can't be done for now. */
  flush(): Promise<void>;
  /** The page is being left: sends, at once, what can outlive it. */
  leave(): void;
  /** The network may be back. */
  resume(): void;
}

/** Starts in the waiting state: nothing happens before `wake` or `flush`. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { queue, flushAt, flushAfterMs, isHeld, post, onAccepted, onTooLarge } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerMs = Infinity;
  let failures = 0;
  let unanswered = 0;
  let notBefore = 0;
  let batchEvents = BATCH_EVENTS;
  let last: Promise<void> = Promise.resolve();

  const isQuiet = () => isHeld() || unanswered >= MOST_UNANSWERED || Date.now() < notBefore;

  const schedule = (delayMs: number) => {
    if (delayMs >= timerMs) return;
    clearTimeout(timer);
    timerMs = delayMs;
    timer = setTimeout(flush, delayMs);
  };

  const wake = () => {
    if (failures) return;
    const isFull = queue.waitingCount() >= flushAt || queue.waitingBytes() >= BATCH_BYTES;
    schedule(isFull ? 0 : flushAfterMs);
  };

  const backOff = (status: number, retryAfterMs: number) => {
    failures++;
    unanswered = status ? 0 : unanswered + 1;
    // A request that was refused stays wrong for as long as this page lives.
    const isRefused = status && status !== 429 && status < 500;
    notBefore = isRefused ? Infinity : Date.now() + retryAfterMs;
    const jitterMs = Math.random() * Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
    if (!isRefused) schedule(retryAfterMs + jitterMs);
  };

  // Answers how many rows are settled; undefined when it is better to wait.
  const send = async (rows: Row[], isLeaving?: boolean): Promise<number | undefined> => {
    // Other scripts may have used up what keepalive allows: the second try goes without.
    const keepalive = (isLeaving || !failures) && queue.sendingBytes() < KEEPALIVE_BYTES;
    const { status, retryAfterMs } = await post(rows, keepalive);
    queue.putBack(rows);
    if (status === 200) {
      failures = unanswered = 0;
      onAccepted(rows);
      return rows.length;
    }
    if (status !== 413) return void backOff(status, retryAfterMs);
    batchEvents = rows.length >> 1;
    if (!batchEvents) onTooLarge(rows);
    return 0;
  };

  const drain = async () => {
    clearTimeout(timer);
    timerMs = Infinity;
    // What is added meanwhile waits for its own request.
    let left = queue.waitingCount();
    while (left > 0 && queue.waitingCount() && !isQuiet()) {
      const settled = await send(queue.take(batchEvents, BATCH_BYTES));
      if (settled === undefined) return;
      left -= settled;
    }
    if (queue.waitingCount()) wake();
  };

  const flush = (): Promise<void> => {
    last = last.then(drain);
    return last;
  };

  const leave = () => {
    while (queue.waitingCount() && queue.sendingBytes() < BATCH_BYTES && !isQuiet()) {
      void send(queue.take(batchEvents, BATCH_BYTES), true);
    }
  };

  const resume = () => {
    if (unanswered < MOST_UNANSWERED) return;
    failures = unanswered = 0;
    wake();
  };

  return { wake, flush, leave, resume };
}
