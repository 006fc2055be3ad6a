import type { EvaluationData } from '../../src/evaluation/backtest.ts';
import { createCountRows } from '../../src/evaluation/table/create-count-rows.ts';
import { aliveAt, OUTCOMES } from './alive-at.ts';
import type { ToldDemo } from './tell-demo.ts';

const BASE_DAY = 20_000;
const DAYS_BEFORE_END = 35;

/** The customers of some histories, and who was still active from the 15th to the 30th day afterwards. */
export function toEvaluationData(tellings: readonly ToldDemo[]): EvaluationData {
  const rows = createCountRows();
  const events = new Map<string, number>();
  const [people, atDays, good, groups]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [number, told] of tellings.entries()) {
    const origin = told.world.calendar.last - DAYS_BEFORE_END;
    for (const character of aliveAt(told, origin)) {
      const person = people.length;
      const deeds = told.deedsOf(character);
      for (const { day, event } of deeds) {
        if (OUTCOMES.has(event)) continue;
        const eventId = events.get(event) ?? events.size;
        events.set(event, eventId);
        rows.add({ person, eventId, day: BASE_DAY + day, amount: 1 });
      }
      people.push(person);
      atDays.push(BASE_DAY + origin);
      good.push(Number(deeds.some(({ day }) => day > origin + 14 && day <= origin + 30)));
      groups.push(1000 * number + told.world.accounts.indexOf(character.account));
    }
  }
  return {
    table: rows.toTable(people.length, [...events.keys()]),
    cases: {
      people: Int32Array.from(people),
      atDays: Int32Array.from(atDays),
      good: Uint8Array.from(good),
      groups: Int32Array.from(groups),
    },
  };
}
