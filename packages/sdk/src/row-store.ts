import { createStore, promisifyRequest } from 'idb-keyval';

/** An event on its way to the collector. */
export interface Row {
  /** Id of the page that recorded it, then its messageId: 36 characters each. */
  key: string;
  /** The message as it goes over the wire. */
  json: string;
  sizeBytes: number;
}

/** What outlives the page. Nothing here throws or rejects: where the browser refuses, nothing is kept. */
export interface RowStore {
  /** Puts a value, or deletes the key. What is written in one microtask is one transaction. */
  write(key: string, value?: object): void;
  /** Deletes everything. */
  clear(): void;
  read(key: string): Promise<unknown>;
  /** Ids of the pages that own rows. */
  readOwners(): Promise<Set<string>>;
  readRows(owner: string): Promise<Row[]>;
}

const PAGE_ID_LENGTH = 36;

/** Opens the IndexedDB database `name`, as soon as it is used. */
export function createRowStore(name: string): RowStore {
  const use = createStore(name, 'rows');
  let pending = new Map<string, object | undefined>();

  const attempt = async <Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Result) => {
    try {
      return await use(mode, work);
    } catch {
      return;
    }
  };
  const ask = <Result>(question: (store: IDBObjectStore) => IDBRequest<Result>) =>
    attempt('readonly', (store) => promisifyRequest(question(store)));
  const change = (work: (store: IDBObjectStore) => void) =>
    attempt('readwrite', (store) => {
      work(store);
      // By hand: when the tab is closed, what is not committed is aborted.
      store.transaction.commit();
    });

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
    read: (key) => ask((store) => store.get(key)),
    async readOwners() {
      const keys = (await ask((store) => store.getAllKeys(IDBKeyRange.upperBound('g')))) ?? [];
      return new Set(keys.map((key) => `${key}`.slice(0, PAGE_ID_LENGTH)));
    },
    async readRows(owner) {
      return (await ask((store) => store.getAll(IDBKeyRange.bound(owner, `${owner}g`)))) ?? [];
    },
  };
}
