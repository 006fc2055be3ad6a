/** From 0 to 1, a half at 0: turns what somebody thinks into how probably they do something. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
