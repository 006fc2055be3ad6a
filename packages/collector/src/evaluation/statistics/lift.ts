import type { RankedCases } from './create-ranker.ts';

/**
 * How many times the good outcome is as frequent among the cases with the highest values as among all. Where several
 * cases tie for the last places, each takes an equal part of these, so that the order of the rows decides nothing.
 * Over strata, the top of each is taken.
 *
 * @param share of the cases that make the top, above 0 and at most 1.
 * @returns at least 0; 1 is chance. NaN if no case is good.
 */
export function lift(values: Float64Array, cases: RankedCases, share: number): number {
  const strata = new Map<number, number[]>();
  for (let i = 0; i < values.length; i++) {
    const key = cases.strata?.[i] ?? 0;
    const members = strata.get(key) ?? [];
    strata.set(key, members);
    members.push(i);
  }
  let goodInTop = 0;
  for (const members of strata.values()) {
    members.sort((a, b) => compareDescending(values[a] ?? 0, values[b] ?? 0));
    goodInTop += expectedGood(members, { values, good: cases.good, places: members.length * share });
  }
  const good = cases.good.reduce((sum, one) => sum + one, 0);
  return goodInTop / (good * share);
}

// Not b − a, which is NaN where both are −∞.
function compareDescending(a: number, b: number): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

function expectedGood(
  sorted: readonly number[],
  { values, good, places }: { values: Float64Array; good: Uint8Array; places: number },
): number {
  let expected = 0;
  for (let from = 0, left = places; from < sorted.length && left > 0; ) {
    const value = values[sorted[from] ?? 0];
    let to = from;
    let goodTied = 0;
    for (; to < sorted.length && values[sorted[to] ?? 0] === value; to++)
      goodTied += good[sorted[to] ?? 0] ?? 0;
    const tied = to - from;
    expected += goodTied * Math.min(1, left / tied);
    left -= tied;
    from = to;
  }
  return expected;
}
