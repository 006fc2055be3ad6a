import { Worker } from 'node:worker_threads';
import type { AnalysisTask } from './analysis/analysis-task.ts';
import type { AnalysisReport, AnalysisWork } from './analysis/analysis-worker.ts';
import { createJobs, type Jobs, type OnRead, type RunningTask } from './analysis/create-jobs.ts';
import { type AnalysisResult, runAnalysis } from './analysis/run-analysis.ts';
import type { ProjectReader } from './storage/project-storage.ts';
import { toError } from './write-side/failed-call.ts';

/** Where work on models is done: in a thread for each job, or in the caller's, for tests. */
export type AnalysisThread =
  | { thread: 'own'; pathOf(projectId: string): string }
  | { thread: 'same'; openReader(projectId: string): ProjectReader };

/** Jobs over a data folder's projects. */
export function openAnalysis(where: AnalysisThread, now: () => number): Jobs {
  return createJobs(
    (projectId, task, onRead) =>
      where.thread === 'own'
        ? runInThread({ path: where.pathOf(projectId), task }, onRead)
        : runHere(where.openReader(projectId), task, onRead),
    now,
  );
}

function runInThread(work: AnalysisWork, onRead: OnRead): RunningTask {
  const worker = new Worker(new URL('./analysis/analysis-worker.js', import.meta.url), {
    workerData: work,
    name: `ardent-${work.task.kind}`,
  });
  const result = new Promise<AnalysisResult>((resolve, reject) => {
    worker.on('message', (report: AnalysisReport) => {
      if ('readRatio' in report) onRead(report.readRatio);
      else if ('result' in report) resolve(report.result);
      else reject(toError(report.error));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the work was stopped')));
  });
  return { result, stop: () => void worker.terminate() };
}

function runHere(reader: ProjectReader, task: AnalysisTask, onRead: OnRead): RunningTask {
  const result = runAnalysis(reader, task, onRead).finally(() => reader.close());
  return { result, stop: () => undefined };
}
