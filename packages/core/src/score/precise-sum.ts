/** The sum of numbers with the rounding errors carried along: A. Neumaier's improved Kahan–Babuška algorithm, 1974. */
export function preciseSum(values: readonly number[]): number {
  return preciseDot(values);
}

/** The sum of each value times its share, rounding errors of the addition carried along. */
export function preciseDot(values: readonly number[], shares?: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] ?? 0) * (shares?.[i] ?? 1);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
