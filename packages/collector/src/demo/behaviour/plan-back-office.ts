import { sigmoid } from '../life/sigmoid.ts';
import { createRandom, type Random } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action } from './action.ts';
import { planOn, SEAT_PRICES } from './plan-decisions.ts';
import { isOwner } from './traits.ts';

const MONDAY = 0;
const INVOICE_MINUTE = 3 * 60;
const MAIL_MINUTE = 8 * 60;
const HOUR_MS = 3_600_000;

/** What the product's back end sends about somebody on a day without their doing: invoices, and mails that are opened. */
export function planBackOffice(person: Character, day: number, world: World): Action[] {
  const actions: Action[] = [];
  if (isBillingDay(person, day, world)) actions.push(...planInvoice(person, day, world));
  if (world.calendar.weekdayOf(day) === MONDAY && day > person.joinedOn) {
    const random = createRandom(world.plan.seed, 'mail', person.index, day);
    if (random.chance(mailInterest(person, day))) actions.push(planMail(person, day, { world, random }));
  }
  return actions;
}

function isBillingDay(person: Character, day: number, world: World): boolean {
  return world.calendar.dayOfMonth(day) === 1 + (person.index % 28) && isOwner(person, world);
}

function planInvoice(owner: Character, day: number, { people, calendar }: World): Action[] {
  const { userId, account, index } = owner;
  const members = people.slice(index, index + account.members).filter((person) => paysOn(person, day));
  if (members.length === 0) return [];
  const amount = members.reduce((sum, person) => sum + SEAT_PRICES[planOn(person, day)], 0);
  const properties = { amount, currency: 'EUR', seats: members.length, nonInteraction: true };
  const at = calendar.instantOf(day, INVOICE_MINUTE, account.region.timeZone);
  return [{ at, type: 'track', userId, event: 'Invoice Paid', properties }];
}

function paysOn({ life, joinedOn }: Character, day: number): boolean {
  const { convertedOn = Number.POSITIVE_INFINITY, cancelledOn = Number.POSITIVE_INFINITY } = life;
  return (joinedOn < 0 || day > convertedOn) && day < cancelledOn;
}

function mailInterest({ life }: Character, day: number): number {
  return day > life.lastUseOn ? 0.06 : 0.1 + 0.4 * sigmoid(life.mood[day] ?? 0);
}

function planMail(
  person: Character,
  day: number,
  { world, random }: { world: World; random: Random },
): Action {
  const { userId, region } = person;
  const sentAt = world.calendar.instantOf(day, MAIL_MINUTE, region.timeZone);
  const at = sentAt + Math.round(10 * random.float() ** 2 * HOUR_MS);
  const properties = { mail: 'Weekly digest', nonInteraction: true };
  return { at, type: 'track', userId, event: 'Email Opened', properties };
}
