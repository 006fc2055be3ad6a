import type { ModelVersion } from '../storage/project-storage.ts';
import { toError } from './failed-call.ts';
import type { WorkerCall, WorkerReport, WorkerTask } from './worker-protocol.ts';

/** Calls to the worker that wait for their result. */
export interface WorkerCalls {
  run(call: WorkerCall): Promise<ModelVersion | undefined>;
  settle(report: Extract<WorkerReport, { id: number }>): void;
  rejectAll(error: Error): void;
}

interface Waiting {
  resolve(result: ModelVersion | undefined): void;
  reject(error: Error): void;
}

export function createCalls(post: (task: WorkerTask) => void): WorkerCalls {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    run: (call) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
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
