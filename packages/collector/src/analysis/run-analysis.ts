import type { CountScan } from '../storage/count-scan.ts';
import type { AnalysisTask } from './analysis-task.ts';
import { backtestProject, type ProjectBacktest } from './backtest-project.ts';
import { calibrateProject, type ProjectCalibration } from './calibrate-project.ts';
import { type ExactPreview, previewExactly } from './preview-exactly.ts';
import { type ProposedTarget, proposeTarget } from './propose-target.ts';
import { watchReading } from './watch-reading.ts';

/** What each kind of work finds, in the order of `AnalysisTask`. */
export type AnalysisResult = ExactPreview | ProjectBacktest | ProjectCalibration | ProposedTarget;

/**
 * Does the work, reading only; may take minutes.
 *
 * @param onRead told how much of the project's days is read, 0 to 1.
 */
export async function runAnalysis(
  projectReader: CountScan,
  task: AnalysisTask,
  onRead: (ratio: number) => void,
): Promise<AnalysisResult> {
  const reader = watchReading(projectReader, onRead);
  if (task.kind === 'preview') return previewExactly(reader, task);
  if (task.kind === 'backtest') return backtestProject(reader, task);
  if (task.kind === 'calibrate') return calibrateProject(reader, task);
  return proposeTarget(reader, task);
}
