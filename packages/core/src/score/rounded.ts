/**
 * A score as the whole number that people see: floor(score + 0.5 + 1e-9). Ties go up, and so does what lies within 1e-9
 * below a tie, so that a sum kept up incrementally and one computed anew never show different numbers.
 */
export function rounded(score: number): number {
  return Math.floor(score + 0.5 + 1e-9);
}
