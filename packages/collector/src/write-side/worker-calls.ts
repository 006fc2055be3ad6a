import { toError } from './failed-call.ts';
import type { CallResult, CallResults, WorkerCall, WorkerReport, WorkerTask } from './worker-protocol.ts';

/** Calls to the worker that wait for their result. */
export interface WorkerCalls {
  run<Name extends keyof CallResults>(call: Extract<WorkerCall, { name: Name }>): Promise<CallResults[Name]>;
  settle(report: Extract<WorkerReport, { id: number }>): void;
  rejectAll(error: Error): void;
}

interface Waiting {
  resolve(result: CallResult): void;
  reject(error: Error): void;
}

export function createCalls(post: (task: WorkerTask) => void): WorkerCalls {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    run: <Name extends keyof CallResults>(call: Extract<WorkerCall, { name: Name }>) =>
      new Promise<CallResults[Name]>((resolve, reject) => {
        const id = ++lastId;
        // The worker answers each call by its own kind of result.
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        post({ type: 'call', id, call });
      }),
    settle(report) {
      const call = waiting.get(report.id);
      waiting.delete(report.id);
      if (report.type === 'done') call?.resolve(report.result);
      else call?.reject(toError(report.error));
    },
    rejectAll(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}
