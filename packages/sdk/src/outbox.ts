import { createId } from './create-id.ts';
import { createDelivery } from './delivery.ts';
import type { Log } from './engine.ts';
import type { ArdentOptions } from './options.ts';
import { createPageLocks } from './page-locks.ts';
import { post } from './post.ts';
import { createQueue } from './queue.ts';
import type { Row, RowStore } from './row-store.ts';
import type { StateKeeper } from './state.ts';
import { VERSION } from './version.ts';

export interface OutboxOptions {
  options: ArdentOptions;
  host: string;
  /** Names this project's locks. */
  name: string;
  store: RowStore | undefined;
  state: StateKeeper;
  onAccepted: () => void;
  log: Log;
}

/** Keeps messages, in memory and in the store, until the collector has them. */
export interface Outbox {
  add(messageId: string, json: string): void;
  /** Not held any more: stores what waits and takes over what dead pages left. */
  open(): void;
  /** Deletes everything, what other pages left included. */
  clear(): void;
  flush(): Promise<void>;
  /** Sends what can outlive the page. */
  leave(): void;
  /** Lets other pages take over what is left. */
  close(): void;
  /** The network may be back. */
  resume(): void;
}

const MEBIBYTE = 1_048_576;

/** Makes an empty outbox; nothing is stored or taken over before `open`. */
export function createOutbox(context: OutboxOptions): Outbox {
  const { options, host, name, store, state, onAccepted, log } = context;
  const { lacksConsent } = state;
  const pageId = createId();
  const locks = createPageLocks(`${name}-`);
  const queue = createQueue(options.maxQueuedEvents ?? 20_000, options.maxQueuedBytes ?? 16 * MEBIBYTE);

  const forget = (rows: Row[]) => {
    queue.remove(rows);
    for (const { key } of rows) store?.write(key);
  };

  const drop = (rows: Row[]) => {
    forget(rows);
    if (rows.length) state.update({ dropped: (state.read().dropped ?? 0) + rows.length });
  };

  const { wake, flush, leave, resume } = createDelivery({
    queue,
    isHeld: lacksConsent,
    flushAt: options.flushAt ?? 20,
    flushAfterMs: options.flushAfterMs ?? 3_000,
    async post(rows, keepalive) {
      const answer = await post(`${host}/v1/batch`, toBody(options.writeKey, rows), keepalive);
      log('sent', rows.length, answer);
      return answer;
    },
    onAccepted(rows) {
      forget(rows);
      onAccepted();
    },
    onTooLarge: drop,
  });

  const takeOver = async (owned: RowStore) => {
    for (const owner of await owned.readOwners()) {
      if (owner === pageId) continue;
      locks.hold(owner, async () => {
        drop(queue.adopt(await owned.readRows(owner)));
        wake();
      });
    }
  };

  return {
    flush,
    leave,
    resume,
    add(messageId, json) {
      const row = { key: pageId + messageId, json, sizeBytes: new TextEncoder().encode(json).length };
      if (!lacksConsent()) store?.write(row.key, row);
      drop(queue.add(row));
      wake();
    },
    open() {
      if (!store || lacksConsent()) return;
      locks.hold(pageId);
      for (const row of queue.all()) store.write(row.key, row);
      void takeOver(store);
    },
    clear() {
      queue.remove(queue.all());
      store?.clear();
    },
    close: locks.release,
  };
}

function toBody(writeKey: string, rows: Row[]): string {
  const head = JSON.stringify({
    writeKey,
    sentAt: new Date(),
    context: {
      library: { name: 'ardent.js', version: VERSION },
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  });
  return `${head.slice(0, -1)},"batch":[${rows.map(({ json }) => json)}]}`;
}
