/** Below this share of what is usual, so much is missing that tracking broke. */
const LEAST_SHARE = 0.2;
/** With less than this in a usual day, few events more or less are chance. */
const LEAST_USUAL = 25;

/**
 * Whether what came of a signal in a day is so little that its tracking, and not its users, must have stopped: below 20 %
 * of the median of what came in the same hours of the weeks before, where that median is 25 or more.
 *
 * @param recent what came in the 24 hours.
 * @param weeksBefore what came in the same hours of each of the four weeks before.
 */
export function isSuspect(recent: number, weeksBefore: readonly number[]): boolean {
  const sorted = weeksBefore.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return median >= LEAST_USUAL && recent < LEAST_SHARE * median;
}
