import type { BacktestTask, CalibrateTask, PreviewTask } from '../../analysis/analysis-task.ts';
import type { ProjectBacktest } from '../../analysis/backtest-project.ts';
import type { ProjectCalibration } from '../../analysis/calibrate-project.ts';
import type { Job } from '../../analysis/create-jobs.ts';
import { makeProbability } from '../../analysis/make-probability.ts';
import type { ExactPreview } from '../../analysis/preview-exactly.ts';
import type { AnalysisResult } from '../../analysis/run-analysis.ts';
import { STAYED } from '../../analysis/stayed.ts';
import { describeModelChange } from '../../dashboard/words/describe-model-change.ts';
import { FEWEST_OUTCOMES } from '../../evaluation/evaluate.ts';
import { toEvaluationJson } from '../../evaluation/report/evaluation-json.ts';
import type { JobJson } from './job-json.ts';

type Json = Record<string, unknown>;

/** A job as the API tells it. */
export function toJobJson(job: Job): JobJson {
  const { jobId, task, state, readRatio, createdAt, endedAt, result, problem } = job;
  return {
    jobId,
    kind: task.kind,
    state,
    readRatio,
    createdAt: new Date(createdAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    result: result === null ? null : toResultJson(job, result),
    problem,
  };
}

function toResultJson({ task }: Job, result: AnalysisResult): Json {
  if (task.kind === 'preview') return toPreviewJson(task, result as ExactPreview);
  if (task.kind === 'backtest') return toBacktestJson(task, result as ProjectBacktest);
  if (task.kind === 'calibrate') return toCalibrationJson(task, result as ProjectCalibration);
  return { ...result };
}

function toPreviewJson({ current, model, day }: PreviewTask, preview: ExactPreview): Json {
  const changes = describeModelChange(current.definition, model.definition);
  return { day, changes, isExact: true, sampled: preview.profiles, marginOfError: 0, ...preview };
}

function toBacktestJson(task: BacktestTask, found: ProjectBacktest): Json {
  const { evaluation, healthyAtChurn, bandFlaps, signalsLeftOut } = found;
  const { current } = evaluation.judgement ?? {};
  const changes = describeModelChange(task.current.definition, task.model.definition);
  const made = makeProbability(task, found);
  return {
    ...toQuestionJson(task, found),
    changes,
    ...toEvaluationJson(evaluation),
    ...INTERVALS,
    current: current === undefined ? null : toCurrentJson(current),
    healthyAtChurn: healthyAtChurn ?? null,
    bandFlaps: bandFlaps ?? null,
    signalsLeftOut,
    probabilityProblem: 'problem' in made ? made.problem : null,
  };
}

// The groups that cases fall into are people who are asked several times.
const INTERVALS = { intervalBy: 'people' };

function toCurrentJson({
  auc,
  low,
  high,
  ahead,
}: {
  auc: number;
  low: number;
  high: number;
  ahead: object;
}): Json {
  return { auc, aucLow: low, aucHigh: high, ahead };
}

function toCalibrationJson(task: CalibrateTask, found: ProjectCalibration): Json {
  const { calibration, n, good } = found;
  const question = toQuestionJson(task, found);
  if (calibration === undefined) {
    const signalProblem = `${good} of ${n} cases had the good outcome and ${n - good} had not: under ${FEWEST_OUTCOMES} of either there is nothing to learn from`;
    return { ...question, signal: false, signalProblem, n, good, model: null, changes: [] };
  }
  const { evaluation, model, signal, signalProblem, targetFrom, weighting, splitBy, folds, eventsLeftOut } =
    calibration;
  return {
    ...question,
    signal,
    signalProblem: signalProblem ?? null,
    ...toEvaluationJson(evaluation),
    ...INTERVALS,
    model,
    changes: describeModelChange(task.current.definition, model),
    targetFrom,
    weighting,
    splitBy,
    folds,
    eventsLeftOut,
  };
}

function toQuestionJson(
  { outcome, horizonDays, day }: Pick<BacktestTask, 'outcome' | 'horizonDays' | 'day'>,
  { origins, population, sampled }: Pick<ProjectBacktest, 'origins' | 'population' | 'sampled'>,
): Json {
  return { outcome: outcome?.name ?? STAYED, day, horizonDays, origins, profiles: population, sampled };
}
