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
  /** Account by account, the owner of each first. */
  readonly people: readonly Character[];
}

/**
 * The world of a plan.
 *
 * @throws InvalidInputError for a plan that is none.
 */
export function createWorld(plan: DemoPlan): World {
  const calendar = createDemoCalendar(checkDemoPlan(plan));
  const turningPoints = createTurningPoints(calendar);
  const accounts = createAccounts(plan, calendar);
  const people = createPeople(accounts, { plan, calendar, turningPoints }).map((person) => ({
    ...person,
    life: createLife(person, plan.days, plan.seed),
  }));
  return { plan, calendar, turningPoints, accounts, people };
}
