/**
 * The share of a group that a score is above, from 0 to 1: (below + ½ equal) / n, the mid-rank definition, so that
 * the middle of a group is at ½ and equals share a rank.
 *
 * @param others how many of the group's others there are, have less, and have the same.
 * @param isMember whether the score's owner belongs to the group, too.
 * @returns null for an empty group.
 */
export function percentile(
  { total, below, equal }: { total: number; below: number; equal: number },
  isMember: boolean,
): number | null {
  const own = isMember ? 1 : 0;
  return total + own === 0 ? null : (below + (equal + own) / 2) / (total + own);
}
