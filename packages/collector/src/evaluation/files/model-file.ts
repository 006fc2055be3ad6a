import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseModel, type ScoreModel } from '@ardent/core';
import { CollectorError } from '../../collector-error.ts';
import type { Calibration } from '../calibration/calibrate.ts';
import { badFile } from './bad-file.ts';

/**
 * What `calibrate` writes: the model, whether it is worth having, and what that rests on. `backtest` takes such a file as
 * well as one that holds a bare model.
 */
export interface ModelFile {
  signal: boolean;
  model: ScoreModel;
  calibration: Record<string, unknown>;
}

/**
 * Reads a model from a JSON file: a bare model, or what `calibrate` wrote.
 *
 * @throws CollectorError `file_not_found`, or `bad_file` with everything that is wrong with the model.
 */
export async function readModelFile(path: string): Promise<ScoreModel> {
  const content = parseJson(path, await readText(path));
  const parsed = parseModel(isModelFile(content) ? content.model : content);
  if (parsed.ok) return parsed.model;
  const problems = parsed.problems.map(
    (problem) => `${problem.path === '' ? 'the model' : problem.path} ${problem.message}`,
  );
  throw badFile({ path }, problems.join('; '), 'correct the model; docs/scoring.md says what it is made of');
}

/** Writes a calibrated model with its mark, over a file of that name if there is one. */
export async function writeModelFile(path: string, { model, signal, ...rest }: Calibration): Promise<void> {
  const { weighting, targetFrom, splitBy, folds, signalProblem = null } = rest;
  const file: ModelFile = {
    signal,
    model,
    calibration: { weighting, targetFrom, splitBy, folds, signalProblem },
  };
  try {
    await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
  } catch (cause) {
    throw new CollectorError({
      code: 'file_not_written',
      message: `cannot write ${path}`,
      hint: 'name a file in a folder that exists and may be written to',
      cause,
    });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const hint = 'check the path and that it may be read';
    throw new CollectorError({ code: 'file_not_found', message: `cannot open ${path}`, hint, cause });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${basename(path)}: is no JSON: ${cause instanceof Error ? cause.message : cause}`;
    throw new CollectorError({ code: 'bad_file', message, hint: 'give a model as JSON', cause });
  }
}

function isModelFile(content: unknown): content is ModelFile {
  return typeof content === 'object' && content !== null && 'model' in content && 'signal' in content;
}
