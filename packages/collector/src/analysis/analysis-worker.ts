import { parentPort, workerData } from 'node:worker_threads';
import { openProjectReader } from '../sqlite/project/open-project-reader.ts';
import { toFailedCall } from '../write-side/failed-call.ts';
import type { FailedCall } from '../write-side/worker-protocol.ts';
import type { AnalysisTask } from './analysis-task.ts';
import { type AnalysisResult, runAnalysis } from './run-analysis.ts';

/** What the thread is started with. */
export interface AnalysisWork {
  /** The project's file. */
  path: string;
  task: AnalysisTask;
}

/** What it says once, at its end. */
export type AnalysisReport = { result: AnalysisResult } | { error: FailedCall };

// A thread for one task: its own composition root, started by `openAnalysis`.
if (parentPort !== null) {
  const { path, task } = workerData as AnalysisWork;
  parentPort.postMessage(await work(path, task));
}

async function work(path: string, task: AnalysisTask): Promise<AnalysisReport> {
  try {
    const reader = openProjectReader(path);
    try {
      return { result: await runAnalysis(reader, task) };
    } finally {
      await reader.close();
    }
  } catch (error) {
    return { error: toFailedCall(error) };
  }
}
