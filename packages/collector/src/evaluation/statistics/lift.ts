import type { RankedCases } from './create-ranker.ts';

/**
 * How many times the good outcome is as frequent among the cases with the highest values as among all. Where several
 * cases tie for the last places, each takes an equal part of these, so that the order of the rows decides nothing.
 * Over strata, the top of each is taken.
 *
 * @param share of the cases that make the top, above 0 and at most 1.
 * @returns at least 0; 1 is chance. NaN if no case is good.
 */
export function lift(values: Float64Array, { good, strata }: RankedCases, share: number): number {
  let goodInTop = 0;
  for (const stratum of new Set(strata ?? [0])) {
    const isMember = (_: unknown, i: number) => (strata?.[i] ?? 0) === stratum;
    goodInTop += expectedGood(values.filter(isMember), good.filter(isMember), share);
  }
  return goodInTop / (good.reduce((sum, one) => sum + one, 0) * share);
}

function expectedGood(values: Float64Array, good: Uint8Array, share: number): number {
  const places = values.length * share;
  const threshold = values.slice().sort()[values.length - Math.ceil(places)] ?? 0;
  const above = { cases: 0, good: 0 };
  const tied = { cases: 0, good: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < threshold) continue;
    const counts = value > threshold ? above : tied;
    counts.cases++;
    counts.good += good[i] ?? 0;
  }
  return above.good + (tied.good * (places - above.cases)) / tied.cases;
}
