/** Cases of similar probability: how likely the good outcome seemed, and how often it came. */
export interface CalibrationBin {
  n: number;
  /** The mean probability given to them, 0 to 1. */
  predicted: number;
  /** The share of them with the good outcome, 0 to 1. */
  observed: number;
}

/** Cases in ascending order of probability, cut into so many bins of the same size (one more or less). */
export function calibrationTable(
  probabilities: Float64Array,
  good: Uint8Array,
  bins: number,
): CalibrationBin[] {
  const order = Int32Array.from(probabilities, (_, i) => i).sort(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0),
  );
  const table: CalibrationBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const members = order.slice(
      Math.round((bin * order.length) / bins),
      Math.round(((bin + 1) * order.length) / bins),
    );
    const n = members.length;
    if (n === 0) continue;
    const predicted = members.reduce((sum, i) => sum + (probabilities[i] ?? 0), 0) / n;
    const observed = members.reduce((sum, i) => sum + (good[i] ?? 0), 0) / n;
    table.push({ n, predicted, observed });
  }
  return table;
}

/** The mean squared error of probabilities, 0 to 1; the lower the better (G. Brier, Monthly Weather Review 78, 1950). */
export function brierScore(probabilities: Float64Array, good: Uint8Array): number {
  const total = probabilities.reduce((sum, probability, i) => sum + (probability - (good[i] ?? 0)) ** 2, 0);
  return total / good.length;
}
