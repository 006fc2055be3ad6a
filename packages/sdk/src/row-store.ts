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
  let database: Promise<IDBDatabase> | undefined;
  let pending: [key: string, value: unknown][] = [];

  const open = () => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    return answerOf(request);
  };

  const use = async (work: (store: IDBObjectStore) => unknown): Promise<unknown[]> => {
    try {
      database ??= open();
      const transaction = (await database).transaction('rows', 'readwrite');
      const result = work(transaction.objectStore('rows'));
      // By hand: when the tab is closed, what is not committed is aborted.
      transaction.commit?.();
      return (await result) as unknown[];
    } catch {
      // The browser may have closed it, as when the person clears the site's data: the next use opens it anew.
      database = undefined;
    }
    return [];
  };

  const commit = () => {
    const entries = pending;
    pending = [];
    void use((store) => {
      for (const [key, value] of entries) value ? store.put(value, key) : store.delete(key);
    });
  };

  return {
    write(key, value) {
      if (!pending.length) queueMicrotask(commit);
      pending.push([key, value]);
    },
    clear() {
      pending = [];
      void use((store) => store.clear());
    },
    read: () => use((store) => answerOf(store.getAll())),
  };
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
}
