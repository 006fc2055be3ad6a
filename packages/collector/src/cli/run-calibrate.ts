import { CollectorError } from '../collector-error.ts';
import { type Calibration, calibrate } from '../evaluation/calibration/calibrate.ts';
import { writeModelFile } from '../evaluation/files/model-file.ts';
import { readEvaluationFiles } from '../evaluation/files/read-evaluation-files.ts';
import { calibrationText } from '../evaluation/report/calibration-text.ts';
import { toEvaluationJson } from '../evaluation/report/evaluation-json.ts';
import { usageOf, usageText } from '../evaluation/report/usage.ts';
import type { CalibrateFlags } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

/** Proposes a model from two files, writes it and prints how good it is. @throws CollectorError if a file can't be used. */
export async function runCalibrate(
  { counts, outcomes, out, sign, folds, seed, json }: CalibrateFlags,
  terminal: Terminal,
): Promise<void> {
  const files = await readEvaluationFiles({ counts, outcomes });
  const signs = sign ?? new Map<string, 1 | -1>();
  requireKnownEvents(signs, files.table.events);
  const calibration = calibrate(files, { signs, folds, seed });
  await writeModelFile(out, calibration);
  const usage = usageOf(files, calibration.model);
  terminal.out(
    json
      ? JSON.stringify({ ...toCalibrationJson(calibration), ...usage }, null, 2)
      : `${calibrationText(calibration)}${usageText(usage)}\nWritten to ${out}.`,
  );
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
