import { PAGE_VIEWED } from '@ardent/core';
import { type Action, type NumberedAction, numberActions } from './behaviour/action.ts';
import { TIMELINE_VIEWED } from './behaviour/features.ts';
import { planArrival } from './behaviour/plan-arrival.ts';
import { planBackOffice } from './behaviour/plan-back-office.ts';
import { planBots } from './behaviour/plan-bots.ts';
import { planDecisions } from './behaviour/plan-decisions.ts';
import { planVisitors } from './behaviour/plan-visitors.ts';
import { planWorkingDay } from './behaviour/plan-working-day.ts';
import type { Character, World } from './world/create-world.ts';

/**
 * Everything that is planned on a day, in no order. A day is everybody's own by their clocks; a few things (an answer to
 * a ticket, a visitor's return) happen on a later one. Each day is planned by itself, whichever comes first.
 */
export function planDay(day: number, world: World): NumberedAction[] {
  return [
    ...planPeople(day, world),
    ...numberActions(`v${day}`, planVisitors(day, world)),
    ...numberActions(`b${day}`, planBots(day, world)),
  ].filter((action) => isRecorded(action, world));
}

/** Of a day, who is known from then on, and by which traits: what a collector does best to hear first. */
export function planRoster(day: number, world: World): NumberedAction[] {
  return world.people.flatMap((person) => planKnown(person, day, world)).filter(isRoster);
}

/** Whether an action tells who somebody is. */
export function isRoster({ type }: Action): boolean {
  return type === 'identify' || type === 'group';
}

function planPeople(day: number, world: World): NumberedAction[] {
  return world.people.flatMap((person) => [
    ...planKnown(person, day, world),
    ...numberActions(`u${person.index}.${day}`, planWorkingDay(person, day, world)),
    ...numberActions(`o${person.index}.${day}`, planBackOffice(person, day, world)),
  ]);
}

function planKnown(person: Character, day: number, world: World): NumberedAction[] {
  const actions = [...planArrival(person, day, world), ...planDecisions(person, day, world)];
  return numberActions(`k${person.index}.${day}`, actions);
}

// In the outage, what was done is not what arrives; and where the day of the release begins early, the view is not there.
function isRecorded({ type, event, at }: Action, { turningPoints: { outage, releaseAt } }: World): boolean {
  if (event === TIMELINE_VIEWED) return at >= releaseAt;
  const name = type === 'page' ? PAGE_VIEWED : event;
  return name !== outage.event || at < outage.from || at >= outage.until;
}
