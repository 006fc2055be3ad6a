import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openKeyLookup } from '../sqlite/control/key-lookup.ts';
import { createTombstoneRecord } from '../sqlite/control/tombstone-record.ts';
import { openProjectWriter } from '../sqlite/project/open-project-writer.ts';
import { toProjectPath } from '../sqlite/project/project-path.ts';
import type { AppendResult } from '../storage/append.ts';
import { createWriteSide } from './create-write-side.ts';
import { toFailedCall } from './failed-call.ts';
import { type PackedAppends, unpackAppends } from './packed-appends.ts';
import type {
  CallResult,
  FailedCall,
  WorkerCall,
  WorkerReport,
  WorkerTask,
  WriteWorkerFiles,
} from './worker-protocol.ts';
import type { WriteSide } from './write-side.ts';

// The thread that writes: its own composition root, started by `createWriteWorker`.
if (parentPort !== null) runWriteWorker(parentPort, workerData as WriteWorkerFiles);

function runWriteWorker(
  port: MessagePort,
  { controlPath, projectsDir, tombstonesPath, eventRetentionDays }: WriteWorkerFiles,
): void {
  const report = (message: WorkerReport) => port.postMessage(message);
  const keys = openKeyLookup(controlPath);
  const writeSide = createWriteSide({
    keys,
    openWriter: ({ projectId, timeZone }, observer) =>
      openProjectWriter({
        path: toProjectPath(projectsDir, projectId),
        timeZone,
        now: Date.now,
        observer,
        eventRetentionDays,
        tombstones: createTombstoneRecord({ controlPath, tombstonesPath }, projectId),
      }),
    onError: (error) => report({ type: 'error', error: toFailedCall(error) }),
    now: Date.now,
  });
  const takeAppends = createAppendTaker(writeSide, report);

  async function takeCall(id: number, call: WorkerCall): Promise<void> {
    try {
      report({ type: 'done', id, result: await runCall(writeSide, call) });
    } catch (error) {
      report({ type: 'failed', id, error: toFailedCall(error) });
    }
    if (call.name !== 'close') return;
    keys.close();
    port.close();
  }

  port.on('message', (task: WorkerTask) => {
    if (task.type === 'append') takeAppends(task.appends);
    else void takeCall(task.id, task.call);
  });
}

async function runCall(writeSide: WriteSide, call: WorkerCall): Promise<CallResult> {
  if (call.name === 'publishModel') return writeSide.publishModel(call.projectId, call.request);
  if (call.name === 'addVersion') return writeSide.addVersion(call.projectId, call.request);
  if (call.name === 'publishVersion') return writeSide.publishVersion(call.projectId, call.request);
  if (call.name === 'readMetrics') return writeSide.readMetrics();
  if (call.name === 'replayRejected') return writeSide.replayRejected(call.projectId, call.filter);
  if (call.name === 'eraseProfile') return writeSide.eraseProfile(call.projectId, call.request);
  if (call.name === 'openProject') await writeSide.openProject(call.projectId);
  else if (call.name === 'setOutcomes') await writeSide.setOutcomes(call.projectId, call.request);
  else if (call.name === 'setProbability') await writeSide.setProbability(call.projectId, call.request);
  else if (call.name === 'settleScores') await writeSide.settleScores(call.projectId);
  else if (call.name === 'checkHealth') await writeSide.checkHealth();
  else if (call.name === 'close') await writeSide.close();
  return undefined;
}

/** Collects the results of one commit into one post. */
function createAppendTaker(
  { append }: WriteSide,
  report: (message: WorkerReport) => void,
): (appends: PackedAppends) => void {
  let results: [number, AppendResult | FailedCall][] = [];

  function send(): void {
    report({ type: 'appended', results });
    results = [];
  }

  async function take(id: number, appending: Promise<AppendResult>): Promise<void> {
    const result = await appending.catch(toFailedCall);
    // Runs once all promises of the commit are settled, and before the next batches are read.
    if (results.length === 0) process.nextTick(send);
    results.push([id, result]);
  }

  return (appends) => {
    for (const { id, batch } of unpackAppends(appends)) void take(id, append(batch));
  };
}
