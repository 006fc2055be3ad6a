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

/** What it says: how much it has read, and once, at its end, what came of it. */
export type AnalysisReport = { readRatio: number } | AnalysisEnd;
export type AnalysisEnd = { result: AnalysisResult } | { error: FailedCall };

// A thread for one task: its own composition root, started by `openAnalysis`.
if (parentPort !== null) {
  const { path, task } = workerData as AnalysisWork;
  const port = parentPort;
  const report = (message: AnalysisReport) => port.postMessage(message);
  report(await work(path, task, (readRatio) => report({ readRatio })));
}

async function work(path: string, task: AnalysisTask, onRead: (ratio: number) => void): Promise<AnalysisEnd> {
  try {
    const reader = openProjectReader(path);
    try {
      return { result: await runAnalysis(reader, task, onRead) };
    } finally {
      await reader.close();
    }
  } catch (error) {
    return { error: toFailedCall(error) };
  }
}
