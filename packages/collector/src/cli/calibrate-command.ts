import type { Command } from 'commander';
import { CollectorError } from '../collector-error.ts';
import { type Calibration, calibrate } from '../evaluation/calibration/calibrate.ts';
import { writeModelFile } from '../evaluation/files/model-file.ts';
import { readEvaluationFiles } from '../evaluation/files/read-evaluation-files.ts';
import { calibrationText } from '../evaluation/report/calibration-text.ts';
import { toEvaluationJson } from '../evaluation/report/evaluation-json.ts';
import { usageOf, usageText } from '../evaluation/report/usage.ts';
import { type EvaluationFlags, parseFolds, parseSeed, parseSign } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

interface CalibrateFlags extends EvaluationFlags {
  out: string;
  sign?: ReadonlyMap<string, 1 | -1>;
  folds: number;
}

/** `ardent calibrate`: proposes a model from the outcomes in two files and writes it, whether it is worth having or not. */
export function addCalibrateCommand(program: Command, terminal: Terminal): void {
  program
    .command('calibrate')
    .description('propose half-life, shape and weights from what customers did later, from files')
    .requiredOption('--counts <file>', 'user,day,event,count as CSV, plain or gzip')
    .requiredOption('--outcomes <file>', 'user,at,outcome[,group] as CSV, plain or gzip')
    .requiredOption('--out <file>', 'where the model is written, with its mark "signal"')
    .option(
      '--sign <event=+|->',
      'keep the weight of an event at 0 or above (+), or below (-); repeatable',
      parseSign,
    )
    .option('--folds <number>', 'in how many parts to judge, where not by time', parseFolds, 5)
    .option('--seed <number>', 'the same seed gives the same result', parseSeed, 1)
    .option('--json', 'print JSON')
    .action(async ({ counts, outcomes, out, sign, folds, seed, json }: CalibrateFlags) => {
      const files = await readEvaluationFiles({ counts, outcomes });
      const signs = sign ?? new Map<string, 1 | -1>();
      requireKnownEvents(signs, files.table.events);
      const calibration = calibrate(files, { signs, folds, seed });
      await writeModelFile(out, calibration);
      const usage = usageOf(files, calibration.model);
      terminal.out(
        json
          ? JSON.stringify({ ...toCalibrationJson(calibration), ...usage }, null, 2)
          : `${calibrationText(calibration)}${usageText(usage)}
Written to ${out}.`,
      );
    });
}

function toCalibrationJson({ evaluation, signal, signalProblem, ...rest }: Calibration): object {
  return { signal, signalProblem: signalProblem ?? null, ...toEvaluationJson(evaluation), ...rest };
}

function requireKnownEvents(signs: ReadonlyMap<string, 1 | -1>, events: readonly string[]): void {
  const unknown = [...signs.keys()].find((event) => !events.includes(event));
  if (unknown === undefined) return;
  throw new CollectorError({
    code: 'unknown_event',
    message: `--sign names the event "${unknown}", of which the counts file has no row`,
    hint: `its events are ${events.slice(0, 20).join(', ')}${events.length > 20 ? ', …' : ''}`,
  });
}
