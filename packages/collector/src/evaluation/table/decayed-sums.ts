import { type Decay, keep, type PerDay, perDay } from '@ardent/core';
import type { Cases } from './cases.ts';
import type { CountTable } from './count-table.ts';

/** One column of sums: an event of the table, and how one day's amount of it counts. */
export interface Term {
  event: string;
  perDay: PerDay;
}

/**
 * Σ_days g(amount) · keep(at − day) for each case and term, as `sums[case · terms + term]`.
 * Days after a case's `at` count for nothing. An event that the table doesn't have sums to 0.
 */
export function decayedSums(
  table: CountTable,
  cases: Cases,
  terms: readonly Term[],
  decay: Decay,
): Float64Array {
  const sums = new Float64Array(cases.good.length * terms.length);
  const termsOf = table.events.map((event) => terms.flatMap((term, i) => (term.event === event ? [i] : [])));
  const keeps = keepByAge(table, cases, decay);
  for (let i = 0; i < cases.good.length; i++) {
    const person = cases.people[i] ?? 0;
    const at = cases.atDays[i] ?? 0;
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      const age = at - (table.days[row] ?? 0);
      if (age < 0) continue;
      const share = keeps[age] ?? 0;
      for (const t of termsOf[table.eventIds[row] ?? 0] ?? []) {
        const shape = terms[t]?.perDay ?? 'linear';
        const place = i * terms.length + t;
        sums[place] = (sums[place] ?? 0) + perDay(table.amounts[row] ?? 0, shape) * share;
      }
    }
  }
  return sums;
}

function keepByAge({ firstDay }: CountTable, { atDays }: Cases, decay: Decay): Float64Array {
  let lastDay = firstDay - 1;
  for (const day of atDays) lastDay = Math.max(lastDay, day);
  const keeps = new Float64Array(lastDay - firstDay + 1);
  for (let age = 0; age < keeps.length; age++) keeps[age] = keep(age, decay);
  return keeps;
}
