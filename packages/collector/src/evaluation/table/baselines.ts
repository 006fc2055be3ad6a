import type { Cases } from './cases.ts';
import type { CountTable } from './count-table.ts';

/** What anyone could rank by without a score; every score is shown beside these. */
export const BASELINES = ['recency', 'count30', 'countAll'] as const;

export type Baseline = (typeof BASELINES)[number];

const COUNT_DAYS = 30;

/**
 * Each case's value by each baseline, higher being better: minus the days since the last day with any event (−∞ for
 * someone who never had one), the sum of all amounts of the 30 days that end with `at`, and of all days up to it.
 */
export function baselineValues(table: CountTable, cases: Cases): Record<Baseline, Float64Array> {
  const size = cases.good.length;
  const values = {
    recency: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
    count30: new Float64Array(size),
    countAll: new Float64Array(size),
  };
  for (let i = 0; i < size; i++) {
    const person = cases.people[i] ?? 0;
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      const age = (cases.atDays[i] ?? 0) - (table.days[row] ?? 0);
      if (age < 0) break;
      const amount = table.amounts[row] ?? 0;
      values.recency[i] = -age;
      values.countAll[i] = (values.countAll[i] ?? 0) + amount;
      if (age < COUNT_DAYS) values.count30[i] = (values.count30[i] ?? 0) + amount;
    }
  }
  return values;
}
