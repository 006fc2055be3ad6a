import type { OpenProject } from '../project/open-project.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import { Refusal } from './refusal.ts';

/**
 * The version and day that a list's cursor goes on with.
 *
 * @throws Refusal 410 if the version is no longer the current one of its model: its scores are in order no more.
 */
export async function resolveListPoint(
  { reader }: OpenProject,
  { model, version, day }: { model: string; version: number; day: string },
): Promise<ScoringPoint> {
  const current = await reader.findModel(model);
  if (current?.version === version) return { model: current, day };
  throw new Refusal({
    status: 410,
    code: 'cursor_gone',
    detail: `cursor is of version ${version} of model ${model}, which is gone.`,
    remedy: 'Leave cursor out to start from the beginning.',
  });
}
