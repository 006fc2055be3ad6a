import { log } from './log.ts';
import type { ArdentOptions } from './options.ts';
import type { RowStore } from './row-store.ts';

/** An event on its way. `pageId` names the page that recorded it. */
export type Row = [messageId: string, json: string, pageId: string];

// Chrome lets the requests that may outlive a page carry 65,536 bytes together. A character takes one to three, so
// that one batch always fits, and usually three.
const BATCH_LENGTH = 20_000;
const MOST_REQUESTS = 3;
// Bounds of what waits in the browser.
const MOST_ROWS = 20_000;
const MOST_LENGTH = 16_000_000;
const FLUSH_AT = 20;
const TIMEOUT_MS = 30_000;
const FIRST_BACKOFF_MS = 1_000;
const MOST_DOUBLINGS = 8;
// Then it is an ad blocker or a dead network, and trying on would only cost the person's battery.
const MOST_FAILURES = 3;

/** Keeps rows until the collector has them. Never throws or rejects. */
export interface Queue {
  /** Takes charge of a row, which is the newest. It is sent when there are enough, or within three seconds. */
  add(row: Row): void;
  /** Takes charge of rows that are older than all others. */
  adopt(rows: Row[]): void;
  /** Deletes all, that of other pages too. */
  clear(): void;
  /** Starts at once to send what waits. Resolves when all is sent, or can't be for now. */
  flush(): Promise<void>;
  /** The network may be back. */
  resume(): void;
}

/** Makes an empty queue. `onSettled` hears of each request that was accepted, and how many rows were dropped. */
export function createQueue(
  options: ArdentOptions,
  store: RowStore | undefined,
  onSettled: (dropped?: number) => void,
): Queue {
  let waiting: Row[] = [];
  let requests = 0;
  let sending: Promise<unknown> | undefined;
  let failures = 0;
  let notBefore = 0;
  let batchLength = BATCH_LENGTH;

  const canSend = () => waiting.length && requests < MOST_REQUESTS && Date.now() >= notBefore;

  // The oldest rows that a request takes: one in any case.
  const take = (): Row[] => {
    let room = batchLength;
    const end = waiting.findIndex(([, json]) => {
      room -= json.length;
      return room < 0;
    });
    return waiting.splice(0, end < 0 ? waiting.length : end || 1);
  };

  const settle = (rows: Row[], dropped?: number) => {
    for (const [messageId] of rows) store?.write(messageId);
    onSettled(dropped);
  };

  // Newest first: the oldest go.
  const trim = () => {
    let room = MOST_LENGTH;
    const dropped =
      waiting.findLastIndex(([, json], index) => {
        room -= json.length;
        return room < 0 || waiting.length - index > MOST_ROWS;
      }) + 1;
    if (dropped) settle(waiting.splice(0, dropped), dropped);
  };

  const backOff = (response: Response | undefined) => {
    // What fails together is one failure.
    if (Date.now() >= notBefore) failures++;
    // A request that was refused stays wrong; a network that is dead for long stays dead.
    const isOver = response ? response.status < 500 && response.status !== 429 : failures >= MOST_FAILURES;
    const pauseMs = +(response?.headers.get('Retry-After') as string) * 1000 || 0;
    const jitterMs = Math.random() * FIRST_BACKOFF_MS * 2 ** Math.min(failures, MOST_DOUBLINGS);
    notBefore = isOver ? Infinity : Date.now() + pauseMs + jitterMs;
  };

  const send = async () => {
    const home = waiting;
    const rows = take();
    const batch = rows.map(([, json]) => JSON.parse(json));
    const body = JSON.stringify({ writeKey: options.writeKey, sentAt: new Date(), batch });
    let response: Response | undefined;
    let answer: { success?: boolean } | undefined;
    requests++;
    try {
      response = await fetch(`${options.host}/v1/batch`, {
        method: 'POST',
        // A text needs no preflight, which would not be answered while the page lives.
        body,
        // Other scripts may have used up what it allows: the next try goes without.
        keepalive: !failures,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // Read in any case: only then does Chrome give back what keepalive allows.
      answer = await response.json();
    } catch (error) {
      log(options, error);
    }
    requests--;
    log(options, response?.status, answer);
    if (answer?.success) {
      failures = 0;
      return settle(rows);
    }
    if (response?.status !== 413) backOff(response);
    else if (rows.length > 1) batchLength = body.length >> 1;
    else return settle(rows, 1);
    // Unless all was deleted meanwhile.
    if (home === waiting) waiting.unshift(...rows);
  };

  const flush = async (): Promise<void> => {
    trim();
    while (canSend()) sending = Promise.all([sending, send()]);
    await sending;
    if (canSend()) await flush();
  };

  return {
    flush,
    add(row) {
      store?.write(row[0], row);
      waiting.push(row);
      if (waiting.length >= FLUSH_AT && canSend()) void flush();
    },
    adopt(rows) {
      waiting.unshift(...rows);
      void flush();
    },
    clear() {
      waiting = [];
      store?.clear();
    },
    resume() {
      if (notBefore === Infinity) failures = notBefore = 0;
    },
  };
}
