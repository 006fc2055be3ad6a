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
  const raws = new Float64Array(cases.good.length);
  const [any, named] = [true, false].map((isAny) =>
    model.signals.filter(({ event }) => (event === ANY_EVENT) === isAny),
  );
  addRaws(raws, { table, cases, model, signals: named ?? [] });
  if (any !== undefined && any.length > 0) {
    addRaws(raws, { table: anyEventTable(table), cases, model, signals: any });
  }
  return raws.map((raw) => (100 * raw) / model.target);
}

/** The first signal that counts per event cannot tell: one with filters, a sum or distinct values. */
export function findUnmeasurable({ signals }: ScoreModel): Signal | undefined {
  return signals.find(({ where, measure = 'count' }) => where !== undefined || measure !== 'count');
}

interface Addition {
  table: CountTable;
  cases: Cases;
  model: ScoreModel;
  signals: readonly Signal[];
}

function addRaws(raws: Float64Array, { table, cases, model, signals }: Addition): void {
  const sums = decayedSums(table, cases, signals, model.decay);
  for (let i = 0; i < raws.length; i++) {
    let raw = raws[i] ?? 0;
    for (const [s, { weight }] of signals.entries()) raw += weight * (sums[i * signals.length + s] ?? 0);
    raws[i] = raw;
  }
}
