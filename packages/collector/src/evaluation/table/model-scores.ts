import type { ScoreModel, Signal } from '@ardent/core';
import { ANY_EVENT, anyEventTable } from './any-event-table.ts';
import type { Cases } from './cases.ts';
import type { CountTable } from './count-table.ts';
import { decayedSums } from './decayed-sums.ts';

/**
 * Each case's score under a model, as core's `computeScore` gives it: `100 · raw / target`, not rounded. Someone without
 * counts scores 0. A table holds counts only, so `where` and `measure` of the signals are not looked at: refuse such
 * models before (`findUnmeasurable`).
 */
export function modelScores(table: CountTable, cases: Cases, model: ScoreModel): Float64Array {
  const terms = model.signals.map((signal) => ({ ...signal, column: 0 }));
  const options = { terms, columns: 1, decays: [model.decay] };
  const [raws = new Float64Array()] = decayedSums(table, cases, options);
  // A second table has what `*` counts; events of the first have other names, so no row adds twice.
  const needsAny = terms.some(({ event }) => event === ANY_EVENT);
  const [anyRaws] = needsAny ? decayedSums(anyEventTable(table), cases, options) : [];
  return raws.map((raw, i) => (100 * (raw + (anyRaws?.[i] ?? 0))) / model.target);
}

/** The first signal that counts per event cannot tell: one with filters, a sum or distinct values. */
export function findUnmeasurable({ signals }: ScoreModel): Signal | undefined {
  return signals.find(({ where, measure = 'count' }) => where !== undefined || measure !== 'count');
}
