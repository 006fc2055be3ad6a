import { parseModel, type ScoreModel } from '@ardent/core';
import { Refusal } from './refusal.ts';

/**
 * A model that a request brings.
 *
 * @throws Refusal 400 with everything that is wrong with it.
 */
export function checkModel(value: unknown): ScoreModel {
  const parsed = parseModel(value);
  if (parsed.ok) return parsed.model;
  const problems = parsed.problems.map(({ path, message }) => ({
    path: path === '' ? 'model' : `model.${path}`,
    message,
  }));
  throw new Refusal({
    status: 400,
    code: 'invalid_model',
    detail: `${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
    remedy: 'Correct the model and send it again; nothing was stored.',
    problems,
  });
}
