/**
 * Cases to judge scores by, as columns: a person, the day at whose end a score is taken, and what came of it later.
 * One person may be several cases, at different days.
 */
export interface Cases {
  /** The person's number in the table of counts. */
  readonly people: Int32Array;
  /** The last day that a score may look at, in whole days since 1970-01-01. */
  readonly atDays: Int32Array;
  /** 1: the good outcome followed; 0: it did not. */
  readonly good: Uint8Array;
  /** Cases of one group (a course, an account, a person at several times) stand or fall together. */
  readonly groups?: Int32Array;
}

/** How many cases had the good outcome. */
export function countGood({ good }: Pick<Cases, 'good'>): number {
  let count = 0;
  for (const one of good) count += one;
  return count;
}

/** The cases at the given places, in the order given. */
export function selectCases(cases: Cases, indices: Int32Array): Cases {
  const { groups } = cases;
  return {
    people: indices.map((i) => cases.people[i] ?? 0),
    atDays: indices.map((i) => cases.atDays[i] ?? 0),
    good: Uint8Array.from(indices, (i) => cases.good[i] ?? 0),
    ...(groups === undefined ? {} : { groups: indices.map((i) => groups[i] ?? 0) }),
  };
}
