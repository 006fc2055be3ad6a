import { FEWEST_OUTCOMES } from '../evaluate.ts';
import { assignFolds, type FoldOptions, hasSeveralGroups } from '../statistics/assign-folds.ts';
import { type Cases, countGood } from '../table/cases.ts';

/** Cases that choose a model, and others that judge it. Both are places in the whole. */
export interface SplitPart {
  choose: Int32Array;
  judge: Int32Array;
}

/** How cases were split, and the parts, each judged by a model of its own. */
export interface Split {
  by: 'groups' | 'time' | 'people';
  parts: SplitPart[];
}

/** About this share of the cases, the earlier ones, chooses where the split is by time. */
const EARLIER_SHARE = 0.6;

/**
 * Splits cases so that whatever chooses never sees what judges. Groups, if there are at least two: folds of whole groups,
 * each judged once by a model chosen on the others. Else, if the cases are of different days and both sides get 40 of
 * either outcome: the earlier 60 % choose, the later judge. Else folds of people. Groups of one person each, who is asked
 * at several times, are people: it is by time that they are best split.
 */
export function splitCases(cases: Cases, options: FoldOptions): Split {
  if (hasSeveralGroups(cases) && !areSinglePeople(cases)) {
    return { by: 'groups', parts: foldParts(assignFolds(cases, options)) };
  }
  const byTime = timePart(cases);
  if (byTime !== undefined) return { by: 'time', parts: [byTime] };
  return { by: 'people', parts: foldParts(assignFolds(cases, options)) };
}

function areSinglePeople({ people, groups }: { people: Int32Array; groups: Int32Array }): boolean {
  const personOf = new Map<number, number>();
  return groups.every((group, i) => {
    const person = personOf.get(group) ?? people[i] ?? 0;
    personOf.set(group, person);
    return person === people[i];
  });
}

function foldParts(folds: Int32Array): SplitPart[] {
  const numbers = [...new Set(folds)].sort((a, b) => a - b);
  return numbers.map((fold) => partWhere(folds.length, (i) => folds[i] === fold));
}

function timePart(cases: Cases): SplitPart | undefined {
  const total = { cases: cases.good.length, good: countGood(cases) };
  const usable = earlierCounts(cases).filter(
    (earlier) =>
      hasEnough(earlier) &&
      hasEnough({ cases: total.cases - earlier.cases, good: total.good - earlier.good }),
  );
  const distance = (earlier: Counts) => Math.abs(earlier.cases - total.cases * EARLIER_SHARE);
  const [boundary] = usable.sort((a, b) => distance(a) - distance(b));
  if (boundary === undefined) return undefined;
  return partWhere(total.cases, (i) => (cases.atDays[i] ?? 0) > boundary.day);
}

interface Counts {
  cases: number;
  good: number;
}

/** For each day of `at`, how many cases were of that day or before. */
function earlierCounts({ atDays, good }: Cases): (Counts & { day: number })[] {
  const byDay = new Map<number, Counts>();
  for (let i = 0; i < good.length; i++) {
    const counts = byDay.get(atDays[i] ?? 0) ?? { cases: 0, good: 0 };
    byDay.set(atDays[i] ?? 0, { cases: counts.cases + 1, good: counts.good + (good[i] ?? 0) });
  }
  const sum: Counts = { cases: 0, good: 0 };
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]) => {
      sum.cases += counts.cases;
      sum.good += counts.good;
      return { day, ...sum };
    });
}

function hasEnough({ cases, good }: Counts): boolean {
  return Math.min(good, cases - good) >= FEWEST_OUTCOMES;
}

function partWhere(size: number, isJudge: (index: number) => boolean): SplitPart {
  const places = Int32Array.from({ length: size }, (_, i) => i);
  return { choose: places.filter((i) => !isJudge(i)), judge: places.filter(isJudge) };
}
