import { toStorageError } from './storage-failure.ts';
import type { Transact } from './transaction.ts';

/** Commits jobs in groups: what arrived while the last commit ran goes into the next. */
export interface GroupCommit<Item, Outcome> {
  /** Resolves with one outcome per item, in order, once their transaction is fsynced; rejects if it is not stored. */
  run(items: readonly Item[]): Promise<Outcome[]>;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
}

export interface GroupCommitOptions<Item, Outcome> {
  /** The file that errors name. */
  path: string;
  transact: Transact;
  /** Does the work of a group, in its transaction. */
  work(items: readonly Item[]): Outcome[];
  /** Told how long each transaction took. */
  onCommit?(durationMs: number): void;
}

interface Job<Item, Outcome> {
  items: readonly Item[];
  resolve(outcomes: Outcome[]): void;
  reject(error: Error): void;
}

// Bounds the time that one commit keeps the others waiting, to about 100 ms. Smaller groups, so that the next is read while
// one commits, gain nothing: each commit costs some 4 ms beside its rows, and 600 take half as much again an event as 4,000.
const LARGEST_GROUP = 4_000;

export function createGroupCommit<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
): GroupCommit<Item, Outcome> {
  const waiting: Job<Item, Outcome>[] = [];
  const drained: (() => void)[] = [];
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    // After the events that are ready now, so that all requests that came in meanwhile share the commit.
    setImmediate(commitNext);
  }

  function commitNext(): void {
    isScheduled = false;
    commitGroup(takeGroup(waiting), options);
    if (waiting.length > 0) schedule();
    else for (const resolve of drained.splice(0)) resolve();
  }

  return {
    run: (items) =>
      new Promise((resolve, reject) => {
        waiting.push({ items, resolve, reject });
        schedule();
      }),
    drain: () => new Promise((resolve) => (isScheduled ? drained.push(resolve) : resolve())),
  };
}

function takeGroup<Item, Outcome>(waiting: Job<Item, Outcome>[]): Job<Item, Outcome>[] {
  let size = 0;
  let count = 0;
  for (const { items } of waiting) {
    if (count > 0 && size + items.length > LARGEST_GROUP) break;
    size += items.length;
    count++;
  }
  return waiting.splice(0, count);
}

function commitGroup<Item, Outcome>(
  group: readonly Job<Item, Outcome>[],
  options: GroupCommitOptions<Item, Outcome>,
): void {
  const { path, transact, work } = options;
  const startedAt = performance.now();
  let outcomes: Outcome[];
  try {
    outcomes = transact(() => work(group.flatMap(({ items }) => items)));
  } catch (error) {
    const failure = toStorageError(path, error);
    // What is wrong with one request must not fail its neighbours for ever.
    if (failure.code === 'storage_failed' && group.length > 1)
      for (const job of group) commitGroup([job], options);
    else for (const job of group) job.reject(failure);
    return;
  }
  options.onCommit?.(performance.now() - startedAt);
  let start = 0;
  for (const { items, resolve } of group) {
    resolve(outcomes.slice(start, start + items.length));
    start += items.length;
  }
}
