import type { ScoreModel } from '@ardent/core';
import { CollectorError } from '../collector-error.ts';
import { backtest } from '../evaluation/backtest.ts';
import { readModelFile } from '../evaluation/files/model-file.ts';
import { readEvaluationFiles } from '../evaluation/files/read-evaluation-files.ts';
import { toEvaluationJson } from '../evaluation/report/evaluation-json.ts';
import { evaluationText } from '../evaluation/report/evaluation-text.ts';
import { usageOf, usageText } from '../evaluation/report/usage.ts';
import { findUnmeasurable } from '../evaluation/table/model-scores.ts';
import type { EvaluationFlags } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

/** Judges a model by two files and prints what came of it. @throws CollectorError if a file or the model can't be used. */
export async function runBacktest(
  flags: EvaluationFlags & { model: string },
  terminal: Terminal,
): Promise<void> {
  const model = await readModelFile(flags.model);
  requireMeasurable(model);
  const files = await readEvaluationFiles(flags);
  const evaluation = backtest(files, model, flags.seed);
  const usage = usageOf(files, model);
  terminal.out(
    flags.json
      ? JSON.stringify({ ...toEvaluationJson(evaluation), ...usage }, null, 2)
      : `${evaluationText(evaluation)}\n${usageText(usage)}`,
  );
}

function requireMeasurable(model: ScoreModel): void {
  const signal = findUnmeasurable(model);
  if (signal === undefined) return;
  throw new CollectorError({
    code: 'signal_not_in_counts',
    message: `signal ${signal.key} of the model has where, a sum or distinct values, which a file of counts per event cannot tell`,
    hint: 'take the signal out of the model, or give what it measures an event name of its own in model and counts',
  });
}
