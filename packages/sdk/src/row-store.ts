import { createStore, promisifyRequest } from 'idb-keyval';

/** What outlives the page. Nothing here throws or rejects: where the browser refuses, nothing is kept. */
export interface RowStore {
  /** Puts a value, or deletes the key. What is written in one microtask is one transaction. */
  write(key: string, value?: unknown): void;
  clear(): void;
  /** All values, in the order of their keys. */
  read(): Promise<unknown[]>;
}

/** Opens the IndexedDB database `name`, as soon as it is used. */
export function createRowStore(name: string): RowStore {
  const use = createStore(name, 'rows');
  let pending = new Map<string, unknown>();

  const change = async (work: (store: IDBObjectStore) => void) => {
    try {
      await use('readwrite', (store) => {
        work(store);
        // By hand: when the tab is closed, what is not committed is aborted.
        store.transaction.commit();
      });
    } catch {}
  };

  const commit = () => {
    const entries = pending;
    pending = new Map();
    void change((store) => {
      for (const [key, value] of entries) value ? store.put(value, key) : store.delete(key);
    });
  };

  return {
    write(key, value) {
      if (!pending.size) queueMicrotask(commit);
      pending.set(key, value);
    },
    clear() {
      pending.clear();
      void change((store) => store.clear());
    },
    async read() {
      try {
        return await use('readonly', (store) => promisifyRequest(store.getAll()));
      } catch {
        return [];
      }
    },
  };
}
