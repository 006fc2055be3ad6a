import type { Row } from './row-store.ts';

/** The events this page answers for, oldest first: each waits or is being sent. */
export interface Queue {
  /** Adds the newest row. Returns the oldest ones, which had to go to stay within the bounds. */
  add(row: Row): Row[];
  /** Adds the rows of another page in their places. Returns the oldest ones, as `add` does. */
  adopt(adopted: readonly Row[]): Row[];
  remove(removed: readonly Row[]): void;
  /** The oldest waiting rows, now being sent: at most so many, within so many bytes, but one in any case. */
  take(count: number, sizeBytes: number): Row[];
  /** Rows that were taken wait again. */
  putBack(taken: readonly Row[]): void;
  /** All rows, those being sent included. */
  all(): readonly Row[];
  waitingCount(): number;
  waitingBytes(): number;
  sendingBytes(): number;
}

const PAGE_ID_LENGTH = 36;

/** Makes an empty queue for at most so many events and bytes. */
export function createQueue(maxEvents: number, maxBytes: number): Queue {
  let rows: Row[] = [];
  let totalBytes = 0;
  let sendingBytes = 0;
  const sending = new Set<Row>();

  const putBack = (taken: readonly Row[]) => {
    for (const row of taken) if (sending.delete(row)) sendingBytes -= row.sizeBytes;
  };

  const trim = () => {
    let excess = 0;
    for (const row of rows) {
      if (rows.length - excess <= maxEvents && totalBytes <= maxBytes) break;
      totalBytes -= row.sizeBytes;
      excess++;
    }
    const removed = rows.splice(0, excess);
    putBack(removed);
    return removed;
  };

  return {
    putBack,
    add(row) {
      rows.push(row);
      totalBytes += row.sizeBytes;
      return trim();
    },
    adopt(adopted) {
      rows = [...rows, ...adopted].sort((a, b) => (messageIdOf(a) < messageIdOf(b) ? -1 : 1));
      for (const row of adopted) totalBytes += row.sizeBytes;
      return trim();
    },
    remove(removed) {
      putBack(removed);
      const gone = new Set(removed);
      rows = rows.filter((row) => !gone.has(row));
      totalBytes = rows.reduce((total, row) => total + row.sizeBytes, 0);
    },
    take(count, sizeBytes) {
      const taken: Row[] = [];
      let room = sizeBytes;
      for (const row of rows) {
        if (sending.has(row)) continue;
        room -= row.sizeBytes;
        if (taken.length && (taken.length >= count || room < 0)) break;
        taken.push(row);
        sending.add(row);
        sendingBytes += row.sizeBytes;
      }
      return taken;
    },
    all: () => rows,
    waitingCount: () => rows.length - sending.size,
    waitingBytes: () => totalBytes - sendingBytes,
    sendingBytes: () => sendingBytes,
  };
}

function messageIdOf(row: Row): string {
  return row.key.slice(PAGE_ID_LENGTH);
}
