import type { Cases } from '../../src/evaluation/table/cases.ts';
import type { CountTable } from '../../src/evaluation/table/count-table.ts';
import { createCountRows } from '../../src/evaluation/table/create-count-rows.ts';

/** A table of rows `[person, day, event, amount]`; events are numbered as they come. */
export function tableOf(
  people: number,
  rows: readonly (readonly [number, number, string, number])[],
): CountTable {
  const events = [...new Set(rows.map(([, , event]) => event))];
  const counted = createCountRows();
  for (const [person, day, event, amount] of rows) {
    counted.add({ person, day, eventId: events.indexOf(event), amount });
  }
  return counted.toTable(people, events);
}

/** One case a person, in order. */
export function casesOf(good: readonly number[], atDay: number, groups?: readonly number[]): Cases {
  const cases = {
    people: Int32Array.from(good, (_, i) => i),
    atDays: new Int32Array(good.length).fill(atDay),
    good: Uint8Array.from(good),
  };
  return groups === undefined ? cases : { ...cases, groups: Int32Array.from(groups) };
}

/** A repeatable stream of numbers from 0 up to 1: Lehmer's generator with Park and Miller's constants. */
export function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
