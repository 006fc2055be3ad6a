/** The 97.5 % quantile of the normal distribution. */
const NORMAL = 1.959963984540054;

/**
 * How many standard errors a 95 % interval reaches to each side: the 97.5 % quantile of Student's t distribution, by
 * the expansion in Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
 *
 * @param degrees of freedom, at least 4 (from there on it is off by less than 0.001); Infinity for the normal distribution.
 */
export function criticalValue(degrees: number): number {
  const x = NORMAL;
  const terms = [
    (x ** 3 + x) / 4,
    (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96,
    (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / 384,
    (79 * x ** 9 + 776 * x ** 7 + 1482 * x ** 5 - 1920 * x ** 3 - 945 * x) / 92160,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), x);
}
