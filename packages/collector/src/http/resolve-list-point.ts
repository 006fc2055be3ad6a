import type { OpenProject } from '../project/open-project.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import { Refusal } from './refusal.ts';

/**
 * The version and day that a list's cursor goes on with.
 *
 * @throws Refusal 410 if the version is gone.
 */
export async function resolveListPoint(
  { reader }: OpenProject,
  { model, version, day }: { model: string; version: number; day: string },
): Promise<ScoringPoint> {
  const found = await reader.findModel(model, version);
  if (found !== undefined) return { model: found, day };
  throw new Refusal({
    status: 410,
    code: 'cursor_gone',
    detail: `cursor is of version ${version} of model ${model}, which is gone.`,
    remedy: 'Leave cursor out to start from the beginning.',
  });
}
