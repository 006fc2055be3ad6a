import type { AppendBatch, AppendResult } from '../storage/append.ts';
import { type NumberedBatch, type PackedAppends, packAppends } from './packed-appends.ts';

/** Hands batches to the worker, several in one post, and their results back. */
export interface AppendSender {
  send(batch: AppendBatch): Promise<AppendResult>;
  settle(id: number, result: AppendResult | Error): void;
  /** Resolves when nothing waits for a result any more. */
  drain(): Promise<void>;
  rejectAll(error: Error): void;
}

interface Waiting {
  resolve(result: AppendResult): void;
  reject(error: Error): void;
}

export function createAppendSender(post: (appends: PackedAppends) => void): AppendSender {
  const waiting = new Map<number, Waiting>();
  const drained: (() => void)[] = [];
  let next: NumberedBatch[] = [];
  let lastId = 0;

  function postNext(): void {
    const batches = next;
    next = [];
    post(packAppends(batches));
  }

  function settleDrain(): void {
    if (waiting.size === 0) for (const resolve of drained.splice(0)) resolve();
  }

  return {
    send: (batch) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        // With whatever else is checked in this portion.
        if (next.length === 0) process.nextTick(postNext);
        next.push({ id, batch });
      }),
    settle(id, result) {
      const sender = waiting.get(id);
      waiting.delete(id);
      if (result instanceof Error) sender?.reject(result);
      else sender?.resolve(result);
      settleDrain();
    },
    drain: () =>
      new Promise((resolve) => {
        drained.push(resolve);
        settleDrain();
      }),
    rejectAll(error) {
      next = [];
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      settleDrain();
    },
  };
}
