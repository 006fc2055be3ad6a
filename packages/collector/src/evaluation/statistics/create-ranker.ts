/** How well values rank cases, and what each case adds to that. */
export interface Ranking {
  /** The probability that a good case has a higher value than another one, ties counting half; 0.5 is chance. */
  auc: number;
  /** By how much each case pulls the AUC from its mean: the AUC's influence function over the number of cases. */
  influence: Float64Array;
}

/** What values are ranked against. */
export interface RankedCases {
  /** 1 good, 0 not. */
  readonly good: Uint8Array;
  /** Only cases of the same stratum are compared with each other; all are one stratum if absent. */
  readonly strata?: Int32Array | undefined;
  /** Cases of one group stand or fall together when the uncertainty is worked out. */
  readonly groups?: Int32Array | undefined;
}

/** Judges how values rank the same cases, any number of times. Values may be −∞ but not NaN. */
export interface Ranker {
  /** The AUC alone; undefined if no stratum has cases of both outcomes. */
  aucOf(values: Float64Array): number | undefined;
  /** The AUC with the cases' influences; undefined if no stratum has cases of both outcomes. */
  rank(values: Float64Array): Ranking | undefined;
}

/**
 * The area under the ROC curve as Mann and Whitney's statistic. Over strata it is the mean of the strata's areas,
 * weighted by their numbers of pairs: the share of all pairs within a stratum that are in the right order.
 * The influences are DeLong's placements: of a good case `(share of the others below it − AUC) / number good`, and the
 * mirror image of the others.
 */
export function createRanker(cases: RankedCases): Ranker {
  const strata = splitByOutcome(cases).filter(({ good, others }) => good.length > 0 && others.length > 0);
  const pairs = strata.reduce((sum, { good, others }) => sum + good.length * others.length, 0);
  const shareOf = ({ good, others }: Stratum) => (good.length * others.length) / pairs;
  const aucOf = (values: Float64Array) =>
    pairs === 0
      ? undefined
      : strata.reduce((sum, stratum) => sum + shareOf(stratum) * stratumAuc(values, stratum), 0);
  return {
    aucOf,
    rank(values) {
      const auc = aucOf(values);
      if (auc === undefined) return undefined;
      const influence = new Float64Array(values.length);
      for (const stratum of strata) addInfluence(influence, values, { ...stratum, share: shareOf(stratum) });
      return { auc, influence };
    },
  };
}

interface Stratum {
  good: Int32Array;
  others: Int32Array;
}

function splitByOutcome({ good, strata }: RankedCases): Stratum[] {
  const lists = new Map<number, { good: number[]; others: number[] }>();
  for (let i = 0; i < good.length; i++) {
    const key = strata?.[i] ?? 0;
    const list = lists.get(key) ?? { good: [], others: [] };
    lists.set(key, list);
    (good[i] === 1 ? list.good : list.others).push(i);
  }
  return [...lists.values()].map((list) => ({
    good: Int32Array.from(list.good),
    others: Int32Array.from(list.others),
  }));
}

function stratumAuc(values: Float64Array, { good, others }: Stratum): number {
  const sorted = sortedValues(values, others);
  let sum = 0;
  for (const i of good) sum += shareBelow(sorted, values[i] ?? 0);
  return sum / good.length;
}

function addInfluence(
  influence: Float64Array,
  values: Float64Array,
  { good, others, share }: Stratum & { share: number },
): void {
  const auc = stratumAuc(values, { good, others });
  const sortedOthers = sortedValues(values, others);
  for (const i of good) {
    influence[i] = (share * (shareBelow(sortedOthers, values[i] ?? 0) - auc)) / good.length;
  }
  const sortedGood = sortedValues(values, good);
  for (const i of others) {
    influence[i] = (share * (1 - shareBelow(sortedGood, values[i] ?? 0) - auc)) / others.length;
  }
}

function sortedValues(values: Float64Array, places: Int32Array): Float64Array {
  const sorted = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) sorted[i] = values[places[i] ?? 0] ?? 0;
  return sorted.sort();
}

/** The share of the sorted values below a value, ties counting half. */
function shareBelow(sorted: Float64Array, value: number): number {
  const first = firstPlace(sorted, value);
  let end = first;
  // Ties are rare or many: look one ahead before searching for their end.
  if (sorted[first] === value) end = firstPlaceAbove(sorted, value);
  return (first + end) / (2 * sorted.length);
}

function firstPlace(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) >= value) to = middle;
    else from = middle + 1;
  }
  return from;
}

function firstPlaceAbove(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) > value) to = middle;
    else from = middle + 1;
  }
  return from;
}
