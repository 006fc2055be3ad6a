import { type Decay, keep, type PerDay, perDay } from '@ardent/core';
import type { Cases } from './cases.ts';
import type { CountTable } from './count-table.ts';

/** What a row of an event adds, and to which of a case's sums. */
export interface Term {
  event: string;
  perDay: PerDay;
  weight: number;
  /** From 0 on. */
  column: number;
}

export interface SumOptions {
  terms: readonly Term[];
  /** How many sums a case has. */
  columns: number;
  decay: Decay;
}

/**
 * Σ weight · g(amount) · keep(at − day) over a case's rows and the terms of their events, as
 * `sums[case · columns + column]`. Days after a case's `at` count for nothing.
 */
export function decayedSums(
  table: CountTable,
  cases: Cases,
  { terms, columns, decay }: SumOptions,
): Float64Array {
  const sums = new Float64Array(cases.good.length * columns);
  const termsOf = table.events.map((event) => terms.filter((term) => term.event === event));
  const keeps = keepByAge(table, cases, decay);
  for (let i = 0; i < cases.good.length; i++) {
    const person = cases.people[i] ?? 0;
    const at = cases.atDays[i] ?? 0;
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      const age = at - (table.days[row] ?? 0);
      if (age < 0) break;
      const share = keeps[age] ?? 0;
      for (const term of termsOf[table.eventIds[row] ?? 0] ?? []) {
        const place = i * columns + term.column;
        const points = term.weight * perDay(table.amounts[row] ?? 0, term.perDay);
        sums[place] = (sums[place] ?? 0) + points * share;
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
