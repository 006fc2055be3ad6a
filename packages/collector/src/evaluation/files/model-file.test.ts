import { readFile } from 'node:fs/promises';
import type { ScoreModel } from '@ardent/core';
import { describe, expect, it } from 'vitest';
import { temporaryFiles } from '../../../test/evaluation/temporary-files.ts';
import type { Calibration } from '../calibration/calibrate.ts';
import { readModelFile, writeModelFile } from './model-file.ts';

const model: ScoreModel = {
  name: 'Hand-set',
  decay: { type: 'half-life', days: 14 },
  target: 50,
  signals: [{ key: 'logins', event: 'login', weight: 3, perDay: 'log' }],
};

const calibration: Calibration = {
  model,
  signal: false,
  signalProblem: 'the score may be no better than chance',
  weighting: 'equal',
  targetFrom: 'P75',
  splitBy: 'people',
  folds: 5,
  evaluation: { n: 0, good: 0, goodRatio: 0, judgement: undefined },
  eventsLeftOut: [],
};

describe('model files', () => {
  it('hold a bare model, or one with its mark as calibrate writes it', async () => {
    const pathOf = await temporaryFiles({ 'bare.json': JSON.stringify(model) });
    expect(await readModelFile(pathOf('bare.json'))).toEqual(model);
    await writeModelFile(pathOf('marked.json'), calibration);
    expect(await readModelFile(pathOf('marked.json'))).toEqual(model);
    expect(JSON.parse(await readFile(pathOf('marked.json'), 'utf8'))).toMatchObject({
      signal: false,
      calibration: { signalProblem: 'the score may be no better than chance', splitBy: 'people' },
    });
  });

  it('says everything that is wrong with a model', async () => {
    const wrong = { ...model, target: -1, decay: { type: 'half-life', days: 0 } };
    const pathOf = await temporaryFiles({ 'm.json': JSON.stringify({ signal: true, model: wrong }) });
    await expect(readModelFile(pathOf('m.json'))).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringMatching(/^m\.json: .*decay\.days must be .*target must be /),
    });
  });

  it('says that a file is no JSON, cannot be opened, or cannot be written', async () => {
    const pathOf = await temporaryFiles({ 'm.json': '{"name":' });
    await expect(readModelFile(pathOf('m.json'))).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringContaining('m.json: is no JSON'),
    });
    await expect(readModelFile(pathOf('absent.json'))).rejects.toMatchObject({ code: 'file_not_found' });
    const unwritten = writeModelFile(pathOf('no/such/folder.json'), calibration);
    await expect(unwritten).rejects.toMatchObject({ code: 'file_not_written' });
  });
});
