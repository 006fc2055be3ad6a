import type { FilterValue, Measure, Signal } from '../model/score-model.ts';

/** What of a signal says what is measured; weight, perDay, key and dimension say what a model makes of it. */
export type SignalMeasure = Pick<Signal, 'event' | 'where' | 'measure'>;

/**
 * A text that is equal for two signals exactly if they measure the same: the same event, filters (in any order; a list
 * is a set, and a single value a list of one) and measure (none is `count`).
 */
export function signalDefinition({ event, where = {}, measure = 'count' }: SignalMeasure): string {
  const filters = Object.keys(where)
    .sort()
    .map((path) => [path, canonicalValues(where[path] ?? [])]);
  return JSON.stringify([event, filters, canonicalMeasure(measure)]);
}

function canonicalValues(filter: FilterValue | FilterValue[]): string[] {
  const values = Array.isArray(filter) ? filter : [filter];
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort();
}

function canonicalMeasure(measure: Measure): string[] {
  if (measure === 'count') return ['count'];
  return 'sum' in measure ? ['sum', measure.sum] : ['distinct', measure.distinct];
}
