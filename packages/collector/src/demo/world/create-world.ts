import { createDemoCalendar, type DemoCalendar } from '../demo-calendar.ts';
import { checkDemoPlan, type DemoPlan } from '../demo-plan.ts';
import { createLife, type Life } from '../life/life.ts';
import { createTurningPoints, type TurningPoints } from '../stories/turning-points.ts';
import type { Account } from './account.ts';
import { createAccounts } from './create-accounts.ts';
import { createPeople } from './create-people.ts';
import type { Person } from './person.ts';

/** Somebody, and what becomes of them. */
export interface Character extends Person {
  readonly life: Life;
}

/** Everything that a demo history is told from. */
export interface World {
  readonly plan: DemoPlan;
  readonly calendar: DemoCalendar;
  readonly turningPoints: TurningPoints;
  readonly accounts: readonly Account[];
  /** Account by account, the owner of each first; with those who sign up after the plan's last day, as far as it is told. */
  readonly people: readonly Character[];
}

/**
 * The world of a plan. Telling more days of it changes none of those before.
 *
 * @param days how many are told: those of the plan, or more.
 * @throws InvalidInputError for a plan that is none.
 */
export function createWorld(plan: DemoPlan, days: number = plan.days): World {
  const calendar = createDemoCalendar(checkDemoPlan(plan));
  const turningPoints = createTurningPoints(calendar);
  const accounts = createAccounts(plan, calendar, days);
  const people = createPeople(accounts, { plan, calendar, turningPoints, days }).map((person) => ({
    ...person,
    life: createLife(person, days, plan.seed),
  }));
  return { plan, calendar, turningPoints, accounts, people };
}
