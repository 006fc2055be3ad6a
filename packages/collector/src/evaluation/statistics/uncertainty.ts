import type { RankedCases, Ranking } from './create-ranker.ts';
import { criticalValue } from './critical-value.ts';
import { separationBound } from './separation-bound.ts';

/** With fewer groups their spread says too little, and people are taken to be independent. */
const FEWEST_GROUPS = 5;

export interface Interval {
  low: number;
  high: number;
}

/** The standard error of an AUC, or of a difference of two, and the degrees of freedom behind it. */
export interface Spread {
  standardError: number;
  degrees: number;
}

/** Whether groups or people are what the uncertainty comes from: groups if there are at least 5. */
export function unitOf({ groups }: Pick<RankedCases, 'groups'>): 'groups' | 'people' {
  return groups !== undefined && new Set(groups).size >= FEWEST_GROUPS ? 'groups' : 'people';
}

/**
 * How far an AUC could be off, from the cases' influences on it. By people: DeLong, DeLong and Clarke-Pearson,
 * Biometrics 44, 1988, summed over strata. By groups: Obuchowski, "Nonparametric analysis of clustered ROC curve data",
 * Biometrics 53, 1997, which comes to I/(I−1) · Σ (a group's influences added up)² over I groups.
 * The influences of a difference are the differences of the influences, because both are of the same cases.
 */
export function spreadOf(influence: Float64Array, cases: RankedCases): Spread {
  const { groups } = cases;
  if (groups !== undefined && unitOf(cases) === 'groups') {
    const sums = sumsBy(influence, (i) => groups[i] ?? 0);
    const squares = sums.reduce((total, { sum }) => total + sum ** 2, 0);
    const variance = (squares * sums.length) / (sums.length - 1);
    return { standardError: Math.sqrt(variance), degrees: sums.length - 1 };
  }
  const classes = sumsBy(influence, (i) => 2 * (cases.strata?.[i] ?? 0) + (cases.good[i] ?? 0));
  const variance = classes.reduce(
    (total, { squares, count }) => total + (squares * count) / Math.max(1, count - 1),
    0,
  );
  return { standardError: Math.sqrt(variance), degrees: Number.POSITIVE_INFINITY };
}

/**
 * The 95 % interval of an AUC, worked out on the log-odds, so that it stays within 0 and 1 (Pepe, The Statistical
 * Evaluation of Medical Tests, 2003, section 5.2). Where all pairs agree there is no spread: then `separationBound`.
 */
export function aucInterval({ auc, influence }: Ranking, cases: RankedCases): Interval {
  if (auc === 1) return { low: separationBound(cases.good), high: 1 };
  if (auc === 0) return { low: 0, high: 1 - separationBound(cases.good) };
  const { standardError, degrees } = spreadOf(influence, cases);
  const reach = (criticalValue(degrees) * standardError) / (auc * (1 - auc));
  const middle = Math.log(auc / (1 - auc));
  return { low: 1 / (1 + Math.exp(reach - middle)), high: 1 / (1 + Math.exp(-reach - middle)) };
}

/** By how much the first AUC is above the second on the same cases, with its 95 % interval. */
export function aucDifference(
  first: Ranking,
  second: Ranking,
  cases: RankedCases,
): Interval & { difference: number } {
  const difference = first.auc - second.auc;
  const { standardError, degrees } = spreadOf(differenceOf(first, second), cases);
  const reach = criticalValue(degrees) * standardError;
  return { difference, low: difference - reach, high: difference + reach };
}

/** The influences of the cases on the difference of two AUCs. */
export function differenceOf(first: Ranking, second: Ranking): Float64Array {
  return first.influence.map((one, i) => one - (second.influence[i] ?? 0));
}

interface Sum {
  sum: number;
  squares: number;
  count: number;
}

function sumsBy(values: Float64Array, keyOf: (index: number) => number): Sum[] {
  const sums = new Map<number, Sum>();
  for (let i = 0; i < values.length; i++) {
    const key = keyOf(i);
    const sum = sums.get(key) ?? { sum: 0, squares: 0, count: 0 };
    sums.set(key, sum);
    const value = values[i] ?? 0;
    sum.sum += value;
    sum.squares += value ** 2;
    sum.count++;
  }
  return [...sums.values()];
}
