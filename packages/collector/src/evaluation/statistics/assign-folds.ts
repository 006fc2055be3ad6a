import type { Cases } from '../table/cases.ts';
import { shuffledPlaces } from './shuffled-places.ts';

export interface FoldOptions {
  /** How many folds, at least 2; fewer come out if there are fewer groups or people. */
  folds: number;
  /** A whole number; the same seed gives the same folds. */
  seed: number;
}

/**
 * Each case's fold, from 0 on. Cases of one group share a fold, or of one person where there are no two groups; folds are
 * as equal as that allows in cases, then in good outcomes.
 */
export function assignFolds(cases: Cases, { folds, seed }: FoldOptions): Int32Array {
  const unitOfCase = hasSeveralGroups(cases) ? cases.groups : cases.people;
  const { sizes, goods } = countUnits(unitOfCase, cases.good);
  const units = shuffledPlaces(sizes.length, seed)
    .filter((unit) => (sizes[unit] ?? 0) > 0)
    .sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || (goods[b] ?? 0) - (goods[a] ?? 0));
  const loads = Array.from({ length: Math.min(folds, units.length) }, () => ({ cases: 0, good: 0 }));
  const foldOfUnit = new Int32Array(sizes.length);
  for (const unit of units) {
    const fold = lightest(loads);
    foldOfUnit[unit] = fold;
    const load = loads[fold];
    if (load === undefined) continue;
    load.cases += sizes[unit] ?? 0;
    load.good += goods[unit] ?? 0;
  }
  return unitOfCase.map((unit) => foldOfUnit[unit] ?? 0);
}

/** Whether there are at least two groups, so that one can judge what another chose. */
export function hasSeveralGroups(cases: Cases): cases is Cases & { groups: Int32Array } {
  const { groups } = cases;
  return groups?.some((group) => group !== groups[0]) ?? false;
}

function countUnits(unitOfCase: Int32Array, good: Uint8Array): { sizes: Int32Array; goods: Int32Array } {
  const last = unitOfCase.reduce((most, unit) => Math.max(most, unit), -1);
  const sizes = new Int32Array(last + 1);
  const goods = new Int32Array(last + 1);
  for (let i = 0; i < unitOfCase.length; i++) {
    const unit = unitOfCase[i] ?? 0;
    sizes[unit] = (sizes[unit] ?? 0) + 1;
    goods[unit] = (goods[unit] ?? 0) + (good[i] ?? 0);
  }
  return { sizes, goods };
}

function lightest(loads: readonly { cases: number; good: number }[]): number {
  let best = 0;
  for (const [i, load] of loads.entries()) {
    const { cases = 0, good = 0 } = loads[best] ?? {};
    if (load.cases < cases || (load.cases === cases && load.good < good)) best = i;
  }
  return best;
}
