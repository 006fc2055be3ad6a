import type { ScoreModel } from '@ardent/core';
import type { Command } from 'commander';
import { CollectorError } from '../collector-error.ts';
import { backtest } from '../evaluation/backtest.ts';
import { readModelFile } from '../evaluation/files/model-file.ts';
import { readEvaluationFiles } from '../evaluation/files/read-evaluation-files.ts';
import { toEvaluationJson } from '../evaluation/report/evaluation-json.ts';
import { evaluationText } from '../evaluation/report/evaluation-text.ts';
import { usageOf, usageText } from '../evaluation/report/usage.ts';
import { findUnmeasurable } from '../evaluation/table/model-scores.ts';
import { type EvaluationFlags, parseSeed } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

/** `ardent backtest`: how well a model's scores rank the outcomes in two files. */
export function addBacktestCommand(program: Command, terminal: Terminal): void {
  program
    .command('backtest')
    .description('judge a model by what customers did later, from files')
    .requiredOption('--model <file>', 'the model, JSON; also what calibrate wrote')
    .requiredOption('--counts <file>', 'user,day,event,count as CSV, plain or gzip')
    .requiredOption('--outcomes <file>', 'user,at,outcome[,group] as CSV, plain or gzip')
    .option('--seed <number>', 'the same seed gives the same result', parseSeed, 1)
    .option('--json', 'print JSON')
    .action(async (flags: EvaluationFlags & { model: string }) => {
      const model = await readModelFile(flags.model);
      requireMeasurable(model);
      const files = await readEvaluationFiles(flags);
      const evaluation = backtest(files, model, flags.seed);
      const usage = usageOf(files, model);
      terminal.out(
        flags.json
          ? JSON.stringify({ ...toEvaluationJson(evaluation), ...usage }, null, 2)
          : `${evaluationText(evaluation)}
${usageText(usage)}`,
      );
    });
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
