/**
 * The share of a group that a score is above, from 0 to 1: (below + ½ equal) / n, the mid-rank definition, so that
 * the middle of a group is at ½ and equals share a rank.
 *
 * @param sorted the scores of the group's others, ascending.
 * @param isMember whether the score's owner belongs to the group, too.
 * @returns null for an empty group.
 */
export function percentile(sorted: readonly number[], score: number, isMember: boolean): number | null {
  const n = sorted.length + (isMember ? 1 : 0);
  if (n === 0) return null;
  const tolerance = 1e-9 * Math.max(1, Math.abs(score));
  const below = countBelow(sorted, score - tolerance);
  const equal = countBelow(sorted, score + tolerance) - below + (isMember ? 1 : 0);
  return (below + equal / 2) / n;
}

/** How many are less than or equal to the edge. */
function countBelow(sorted: readonly number[], edge: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
