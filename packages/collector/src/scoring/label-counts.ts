import type { DailyCount } from '@ardent/core';
import type { ModelVersion, SignalCount } from '../storage/project-storage.ts';

/** Stored counts under the keys that a model's version gives its signals; other signals' rows are left out. */
export function labelCounts(
  counts: readonly SignalCount[],
  { definition, signalIds }: Pick<ModelVersion, 'definition' | 'signalIds'>,
): DailyCount[] {
  const keysById = new Map<number, string[]>();
  for (const [i, { key }] of definition.signals.entries()) {
    const id = signalIds[i];
    if (id !== undefined) keysById.set(id, [...(keysById.get(id) ?? []), key]);
  }
  const labelled: DailyCount[] = [];
  for (const { day, signalId, amount } of counts) {
    for (const signal of keysById.get(signalId) ?? []) labelled.push({ day, signal, count: amount });
  }
  return labelled;
}
