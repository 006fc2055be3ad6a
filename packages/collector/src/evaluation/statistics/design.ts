/** Features of cases, each divided by its standard deviation so that one penalty fits them all. */
export interface Design {
  /** `values[case · columns + column]`. */
  readonly values: Float64Array;
  readonly columns: number;
  /** The standard deviation of each column; 1 where a column never differs. */
  readonly scales: Float64Array;
}

/** Divides each column by its standard deviation. `features[case · columns + column]`. */
export function createDesign(features: Float64Array, columns: number): Design {
  const scales = new Float64Array(columns);
  for (let c = 0; c < columns; c++) scales[c] = deviationOf(features, columns, c) || 1;
  const values = new Float64Array(features.length);
  for (let start = 0; start < features.length; start += columns) {
    for (let c = 0; c < columns; c++) values[start + c] = (features[start + c] ?? 0) / (scales[c] ?? 1);
  }
  return { values, columns, scales };
}

function deviationOf(features: Float64Array, columns: number, column: number): number {
  const rows = features.length / columns;
  let sum = 0;
  for (let i = column; i < features.length; i += columns) sum += features[i] ?? 0;
  const mean = sum / rows;
  let squares = 0;
  for (let i = column; i < features.length; i += columns) squares += ((features[i] ?? 0) - mean) ** 2;
  return Math.sqrt(squares / rows);
}
