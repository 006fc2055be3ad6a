/** Σ weight · feature of each case. `features[case · weights + column]`. */
export function weightedSums(features: Float64Array, weights: ArrayLike<number>): Float64Array {
  const columns = weights.length;
  const sums = new Float64Array(features.length / columns);
  for (let i = 0; i < sums.length; i++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += (weights[c] ?? 0) * (features[i * columns + c] ?? 0);
    sums[i] = sum;
  }
  return sums;
}
