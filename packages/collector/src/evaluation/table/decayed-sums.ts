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
  decays: readonly Decay[];
}

/**
 * Σ weight · g(amount) · keep(at − day) over a case's rows and the terms of their events, once for each decay, as
 * `sums[case · columns + column]`. Days after a case's `at` count for nothing.
 */
export function decayedSums(
  table: CountTable,
  cases: Cases,
  { terms, columns, decays }: SumOptions,
): Float64Array[] {
  const results = decays.map((decay) => ({
    sums: new Float64Array(cases.good.length * columns),
    keeps: keepByAge(table, cases, decay),
  }));
  const termsOf = table.events.map((event) => terms.filter((term) => term.event === event));
  for (let i = 0; i < cases.good.length; i++) {
    const person = cases.people[i] ?? 0;
    const at = cases.atDays[i] ?? 0;
    const end = table.starts[person + 1] ?? 0;
    for (let row = table.starts[person] ?? 0; row < end; row++) {
      const age = at - (table.days[row] ?? 0);
      if (age < 0) break;
      for (const term of termsOf[table.eventIds[row] ?? 0] ?? []) {
        const place = i * columns + term.column;
        const points = term.weight * perDay(table.amounts[row] ?? 0, term.perDay);
        for (const { sums, keeps } of results) {
          sums[place] = (sums[place] ?? 0) + points * (keeps[age] ?? 0);
        }
      }
    }
  }
  return results.map(({ sums }) => sums);
}

function keepByAge({ firstDay }: CountTable, { atDays }: Cases, decay: Decay): Float64Array {
  let lastDay = firstDay - 1;
  for (const day of atDays) lastDay = Math.max(lastDay, day);
  const keeps = new Float64Array(lastDay - firstDay + 1);
  for (let age = 0; age < keeps.length; age++) keeps[age] = keep(age, decay);
  return keeps;
}
