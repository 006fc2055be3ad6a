import type { Design } from '../statistics/design.ts';
import { fitLogistic, type LogisticFit } from '../statistics/fit-logistic.ts';
import { weightedSums } from './weighted-sums.ts';

export interface CrossValidateOptions {
  /** By case, its fold. */
  folds: Int32Array;
  /** By column, as `fitLogistic` takes them. */
  signs: readonly number[];
  /** The penalties to try, strongest first, so that each fit starts near where the one before ended. */
  penalties: readonly number[];
}

/** Each case's score under weights that were fitted to the other folds, once for each penalty. */
export function crossValidatedScores(
  design: Design,
  good: Uint8Array,
  { folds, signs, penalties }: CrossValidateOptions,
): { penalty: number; scores: Float64Array }[] {
  const results = penalties.map((penalty) => ({ penalty, scores: new Float64Array(good.length) }));
  for (const fold of new Set(folds)) {
    const left = placesWhere(folds, (one) => one === fold);
    const kept = placesWhere(folds, (one) => one !== fold);
    const keptDesign = selectRows(design, kept);
    const keptGood = Uint8Array.from(kept, (i) => good[i] ?? 0);
    const leftValues = selectRows(design, left).values;
    let fit: LogisticFit | undefined;
    for (const { penalty, scores } of results) {
      fit = fitLogistic(keptDesign, keptGood, { penalty, signs, start: fit });
      const sums = weightedSums(leftValues, fit.coefficients);
      for (const [i, place] of left.entries()) scores[place] = sums[i] ?? 0;
    }
  }
  return results;
}

function placesWhere(folds: Int32Array, isWanted: (fold: number) => boolean): Int32Array {
  const places: number[] = [];
  for (let i = 0; i < folds.length; i++) if (isWanted(folds[i] ?? 0)) places.push(i);
  return Int32Array.from(places);
}

function selectRows({ values, columns, scales }: Design, rows: Int32Array): Design {
  const selected = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] ?? 0) * columns;
    for (let c = 0; c < columns; c++) selected[i * columns + c] = values[from + c] ?? 0;
  }
  return { values: selected, columns, scales };
}
