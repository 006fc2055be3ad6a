import { type DayString, InvalidInputError, parseDay } from '@ardent/core';

/** What a demo history is made from: the same plan gives the same messages, to the byte. */
export interface DemoPlan {
  /** A whole number; another one, other people. */
  seed: number;
  /** Known people. */
  profiles: number;
  /** Length of the history in days; the stories need 60. */
  days: number;
  /** Its last day, in the time zone. */
  endDay: DayString;
  /** IANA name, the project's. */
  timeZone: string;
}

/** The history that is told if nothing else is said. */
export const DEFAULT_DEMO: Pick<DemoPlan, 'seed' | 'profiles' | 'days'> = {
  seed: 1,
  profiles: 600,
  days: 90,
};

/** What a plan may be, both ends included; `profiles` must hold the people of the stories, `days` what is kept of them. */
export const DEMO_LIMITS: Record<'seed' | 'profiles' | 'days', readonly [least: number, most: number]> = {
  seed: [0, 2 ** 31 - 1],
  profiles: [120, 50_000],
  days: [60, 390],
};

/**
 * The plan, if it is one.
 *
 * @throws InvalidInputError naming the first field that is out of range.
 */
export function checkDemoPlan(plan: DemoPlan): DemoPlan {
  for (const field of ['seed', 'profiles', 'days'] as const) {
    const [least, most] = DEMO_LIMITS[field];
    const value = plan[field];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidInputError(field, `a whole number from ${least} to ${most}`, value);
    }
  }
  if (parseDay(plan.endDay) === undefined) {
    throw new InvalidInputError('endDay', 'a date written YYYY-MM-DD', plan.endDay);
  }
  if (!isTimeZone(plan.timeZone)) {
    throw new InvalidInputError('timeZone', 'an IANA time zone such as Europe/Berlin', plan.timeZone);
  }
  return plan;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
