import type { JsonObject } from '@ardent/core';
import type { Character, World } from '../world/create-world.ts';

/** What a seat's `plan` trait may say. */
export type SeatPlan = 'trial' | 'starter' | 'pro' | 'expired' | 'cancelled';

const MORNING = 10 * 60;

/** What the product knows of a person. */
export function personTraits(person: Character, plan: SeatPlan, { calendar }: World): JsonObject {
  const { name, email, role, joinedOn, region } = person;
  const createdAt = calendar.instantOf(joinedOn, MORNING, region.timeZone);
  return { name, email, role, plan, createdAt: new Date(createdAt).toISOString() };
}

/** What the product's back end knows of an account; the seats count only from a secret key. */
export function accountTraits({ account }: Character, { calendar }: World): JsonObject {
  const { name, industry, employees, seats, plan, startedOn, region } = account;
  const createdAt = calendar.instantOf(startedOn, MORNING, region.timeZone);
  return { name, industry, employees, seats, plan, createdAt: new Date(createdAt).toISOString() };
}

/** Whether somebody owns their account: the first to be there. */
export function isOwner(person: Character, { people }: World): boolean {
  return people[person.index - 1]?.account !== person.account;
}
