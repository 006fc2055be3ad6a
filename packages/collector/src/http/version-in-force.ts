import type { DayString } from '@ardent/core';
import type { ModelVersion } from '../storage/project-storage.ts';

/** The version of a model that was in force at the end of a day; before the first one was published, the first. */
export function versionInForce(
  models: readonly ModelVersion[],
  { modelId, day, dayOf }: { modelId: string; day: DayString; dayOf: (timeMs: number) => DayString },
): ModelVersion | undefined {
  const versions = models
    .filter((one) => one.modelId === modelId && one.publishedAt !== null)
    .sort((a, b) => a.version - b.version);
  return versions.findLast((one) => one.publishedAt !== null && dayOf(one.publishedAt) <= day) ?? versions[0];
}
