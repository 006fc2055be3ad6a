import type { Cases } from '../table/cases.ts';
import { createRandom } from './random.ts';

export interface FoldOptions {
  /** How many folds, at least 2; fewer come out if there are fewer groups or people. */
  folds: number;
  seed: number;
}

interface Unit {
  members: number[];
  good: number;
}

/**
 * Each case's fold, from 0 on. Cases of one group, or else of one person, share a fold; folds are as equal as that
 * allows in cases, then in good outcomes.
 */
export function assignFolds(cases: Cases, { folds, seed }: FoldOptions): Int32Array {
  const units = createRandom(seed)
    .shuffled(unitsOf(cases))
    .sort((a, b) => b.members.length - a.members.length || b.good - a.good);
  const loads = Array.from({ length: Math.min(folds, units.length) }, () => ({ cases: 0, good: 0 }));
  const foldOf = new Int32Array(cases.good.length);
  for (const unit of units) {
    const fold = lightest(loads);
    const load = loads[fold];
    if (load === undefined) continue;
    load.cases += unit.members.length;
    load.good += unit.good;
    for (const i of unit.members) foldOf[i] = fold;
  }
  return foldOf;
}

function unitsOf({ people, groups, good }: Cases): Unit[] {
  const units = new Map<number, Unit>();
  for (let i = 0; i < good.length; i++) {
    const key = (groups ?? people)[i] ?? 0;
    const unit = units.get(key) ?? { members: [], good: 0 };
    units.set(key, unit);
    unit.members.push(i);
    unit.good += good[i] ?? 0;
  }
  return [...units.values()];
}

function lightest(loads: readonly { cases: number; good: number }[]): number {
  let best = 0;
  for (const [i, load] of loads.entries()) {
    const { cases = 0, good = 0 } = loads[best] ?? {};
    if (load.cases < cases || (load.cases === cases && load.good < good)) best = i;
  }
  return best;
}
