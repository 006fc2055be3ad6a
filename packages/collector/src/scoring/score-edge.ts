/**
 * The score from which on the rounded one is at least `wholeScore`, as core rounds: floor(score + 0.5 + 1e-9).
 */
export function scoreEdge(wholeScore: number): number {
  return wholeScore - 0.5 - 1e-9;
}
