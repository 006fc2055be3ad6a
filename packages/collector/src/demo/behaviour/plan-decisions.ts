import type { JsonObject } from '@ardent/core';
import { createRandom, type Random } from '../random.ts';
import type { PaidPlan } from '../world/account.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action } from './action.ts';
import { BILLING } from './places.ts';
import { openVisit } from './plan-visit.ts';
import { personTraits, type SeatPlan } from './traits.ts';

/** Monthly price of a seat, in euros. */
export const SEAT_PRICES: Record<PaidPlan, number> = { starter: 9, pro: 19 };

const REASONS = [
  'Too expensive',
  'Missing features',
  'Switched to another tool',
  'Not used enough',
  'Too complicated',
];
const EVENING = 18 * 60;

interface Decision {
  event: string;
  properties: JsonObject;
  plan: SeatPlan;
}

/** What is decided about somebody's seat on a day: the trial's end, paying, upgrading, cancelling. */
export function planDecisions(person: Character, day: number, world: World): Action[] {
  const { trialEndsOn, convertedOn, upgradedOn, cancelledOn } = person.life;
  if (![trialEndsOn, convertedOn, upgradedOn, cancelledOn].includes(day)) return [];
  const random = createRandom(world.plan.seed, 'decisions', person.index, day);
  const actions = decisionsOn(person, day, random).flatMap((decision) =>
    planDecision(person, decision, { day, world, random }),
  );
  if (day === trialEndsOn && convertedOn === undefined) actions.push(...planTrialEnd(person, day, world));
  return actions;
}

function decisionsOn({ plan, life }: Character, day: number, random: Random): Decision[] {
  const paid = planOn({ plan, life }, day);
  const decisions: Decision[] = [];
  if (day === life.convertedOn) {
    const properties = { plan, price: SEAT_PRICES[plan] };
    decisions.push({ event: 'Subscription Started', properties, plan });
  }
  if (day === life.upgradedOn) {
    const properties = { from: 'starter', to: 'pro', price: SEAT_PRICES.pro };
    decisions.push({ event: 'Subscription Upgraded', properties, plan: 'pro' });
  }
  if (day === life.cancelledOn) {
    const properties = { plan: paid, reason: random.pick(REASONS) };
    decisions.push({ event: 'Subscription Cancelled', properties, plan: 'cancelled' });
  }
  return decisions;
}

/** What is paid for on a day, by whoever pays: who upgrades begins with the plan of the account. */
export function planOn({ plan, life }: Pick<Character, 'plan' | 'life'>, day: number): PaidPlan {
  return life.upgradedOn !== undefined && day >= life.upgradedOn ? 'pro' : plan;
}

function planDecision(
  person: Character,
  { event, properties, plan }: Decision,
  { day, world, random }: { day: number; world: World; random: Random },
): Action[] {
  const { userId } = person;
  const minute = EVENING + random.int(-120, 60);
  const visit = openVisit(person, { day, world, random, minute, device: person.desktop });
  const at = visit.startedAt;
  return [
    { at, type: 'page', userId, visit, place: BILLING },
    { at: at + 75_000, type: 'track', userId, visit, place: BILLING, event, properties },
    { at: at + 75_500, type: 'identify', userId, traits: personTraits(person, plan, world) },
  ];
}

function planTrialEnd(person: Character, day: number, world: World): Action[] {
  const { userId, region } = person;
  const at = world.calendar.instantOf(day, 23 * 60, region.timeZone);
  return [
    {
      at,
      type: 'track',
      userId,
      event: 'Trial Ended',
      properties: { converted: false, nonInteraction: true },
    },
    { at: at + 500, type: 'identify', userId, traits: personTraits(person, 'expired', world) },
  ];
}
