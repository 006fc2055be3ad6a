import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CollectorError } from '../collector-error.ts';
import { createAppendSender } from './append-sender.ts';
import { toError } from './failed-call.ts';
import { createCalls } from './worker-calls.ts';
import type {
  CallResults,
  WorkerCall,
  WorkerReport,
  WorkerTask,
  WriteWorkerFiles,
} from './worker-protocol.ts';
import type { WriteSide } from './write-side.ts';

export interface WriteWorkerOptions extends WriteWorkerFiles {
  /** Told of what could not be taken away. */
  onError(error: unknown): void;
  /** The thread has ended by itself: whatever waited has failed, and nothing can be written any more. */
  onFatal(error: Error): void;
}

/** The write side in a thread of its own, so that reads and connections don't wait for commits. */
export function createWriteWorker({ onError, onFatal, ...files }: WriteWorkerOptions): WriteSide {
  const worker = new Worker(new URL('./write-worker.js', import.meta.url), {
    workerData: files,
    name: 'ardent-write',
    // Parsed batches live until their commit: a larger nursery lets them die there.
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  const calls = createCalls((task) => worker.postMessage(task));
  const sender = createAppendSender((appends) => {
    const task: WorkerTask = { type: 'append', appends };
    worker.postMessage(task, [appends.bodies]);
  });
  let end: Error | undefined;
  let isClosing = false;

  function stop(error: Error): void {
    if (end !== undefined) return;
    end = error;
    calls.rejectAll(error);
    sender.rejectAll(error);
  }

  function fail(cause: unknown): void {
    if (end !== undefined) return;
    const error = stoppedError(cause);
    stop(error);
    onFatal(error);
  }

  worker.on('message', (report: WorkerReport) => {
    if (report.type === 'appended') {
      for (const [id, result] of report.results)
        sender.settle(id, 'code' in result ? toError(result) : result);
    } else if (report.type === 'error') onError(toError(report.error));
    else calls.settle(report);
  });
  worker.on('error', fail);
  worker.on('exit', (code) => {
    // May come together with the answer to `close`, before whoever waits for that goes on.
    if (isClosing && code === 0) stop(stoppedError(undefined));
    else fail(new Error(`it ended with exit code ${code}`));
  });

  async function run<Name extends keyof CallResults>(
    call: Extract<WorkerCall, { name: Name }>,
  ): Promise<CallResults[Name]> {
    if (end !== undefined) throw end;
    return calls.run(call);
  }

  return {
    async append(batch) {
      if (end !== undefined) throw end;
      if (isClosing) throw stoppedError(undefined);
      return sender.send(batch);
    },
    readMetrics: () => run({ name: 'readMetrics' }),
    async openProject(projectId) {
      await run({ name: 'openProject', projectId });
    },
    publishModel: (projectId, request) => run({ name: 'publishModel', projectId, request }),
    addVersion: (projectId, request) => run({ name: 'addVersion', projectId, request }),
    publishVersion: (projectId, request) => run({ name: 'publishVersion', projectId, request }),
    async setOutcomes(projectId, request) {
      await run({ name: 'setOutcomes', projectId, request });
    },
    async setProbability(projectId, request) {
      await run({ name: 'setProbability', projectId, request });
    },
    async settleScores(projectId) {
      await run({ name: 'settleScores', projectId });
    },
    replayRejected: (projectId, filter) => run({ name: 'replayRejected', projectId, filter }),
    eraseProfile: (projectId, request) => run({ name: 'eraseProfile', projectId, request }),
    async checkHealth() {
      await run({ name: 'checkHealth' });
    },
    async close() {
      if (end !== undefined) return;
      isClosing = true;
      await sender.drain();
      const exited = once(worker, 'exit');
      await run({ name: 'close' });
      stop(stoppedError(undefined));
      await exited;
    },
  };
}

function stoppedError(cause: unknown): CollectorError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new CollectorError({
    code: 'write_side_stopped',
    message: `the write worker has stopped${reason}`,
    hint: 'start Ardent again',
    cause,
  });
}
