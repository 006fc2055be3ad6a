import type { Cases } from '../evaluation/table/cases.ts';
import type { CountTable } from '../evaluation/table/count-table.ts';

/** What is asked of people at each origin: whether the good outcome follows within the horizon. */
export interface OutcomeQuestion {
  /** Days at whose end a score is taken, in whole days since 1970-01-01, ascending. */
  origins: readonly number[];
  horizonDays: number;
  /** Whether the outcome's event is good news. */
  good: boolean;
  /** Who had it before an origin is asked no more. */
  once: boolean;
}

/** Who is asked at an origin: those who were active on one of so many days that end with it. */
export const ALIVE_DAYS = 28;
/** Origins further back say little of how the product is now. */
const MOST_ORIGINS = 12;

/**
 * Rolling origins: the last one leaves room for the horizon, and each is a horizon before the next, so that no day's
 * outcome is counted twice. Each has four weeks of counts before it.
 *
 * @returns ascending; empty if the history is too short.
 */
export function rollingOrigins(firstDay: number, today: number, horizonDays: number): number[] {
  const origins: number[] = [];
  for (let day = today - horizonDays; day >= firstDay + ALIVE_DAYS; day -= horizonDays) origins.push(day);
  return origins.slice(0, MOST_ORIGINS).reverse();
}

/**
 * A case for each origin and person who was alive then: whether the event followed in the horizon.
 *
 * @param activity everybody's active days.
 * @param eventDays by person, the days of the outcome's event, ascending.
 */
export function eventCases(
  activity: CountTable,
  eventDays: ReadonlyMap<number, readonly number[]>,
  { origins, horizonDays, good, once }: OutcomeQuestion,
): Cases {
  return collectCases(activity, origins, (person, origin) => {
    const days = eventDays.get(person) ?? [];
    if (once && days.some((day) => day <= origin)) return undefined;
    const followed = days.some((day) => day > origin && day <= origin + horizonDays);
    return followed === good;
  });
}

/** A case for each origin and person who was alive then: whether they were active in the later half of the horizon. */
export function stayedCases(
  activity: CountTable,
  { origins, horizonDays }: Pick<OutcomeQuestion, 'origins' | 'horizonDays'>,
): Cases {
  const laterFrom = Math.floor(horizonDays / 2) + 1;
  return collectCases(activity, origins, (person, origin) =>
    isActiveWithin(activity, person, { from: origin + laterFrom, to: origin + horizonDays }),
  );
}

/** @param outcomeOf whether the good outcome followed; undefined: the person is not asked. */
function collectCases(
  activity: CountTable,
  origins: readonly number[],
  outcomeOf: (person: number, origin: number) => boolean | undefined,
): Cases {
  const people: number[] = [];
  const atDays: number[] = [];
  const good: number[] = [];
  for (const origin of origins) {
    for (let person = 0; person < activity.starts.length - 1; person++) {
      if (!isActiveWithin(activity, person, { from: origin - ALIVE_DAYS + 1, to: origin })) continue;
      const outcome = outcomeOf(person, origin);
      if (outcome === undefined) continue;
      people.push(person);
      atDays.push(origin);
      good.push(outcome ? 1 : 0);
    }
  }
  return {
    people: Int32Array.from(people),
    atDays: Int32Array.from(atDays),
    good: Uint8Array.from(good),
    // A person at several origins is one person: what they do is no independent evidence.
    ...(origins.length > 1 && { groups: Int32Array.from(people) }),
  };
}

function isActiveWithin(
  { starts, days }: CountTable,
  person: number,
  { from, to }: { from: number; to: number },
): boolean {
  for (let row = (starts[person + 1] ?? 0) - 1; row >= (starts[person] ?? 0); row--) {
    const day = days[row] ?? 0;
    if (day < from) return false;
    if (day <= to) return true;
  }
  return false;
}
