import { createRandom, type Random } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action, Visit } from './action.ts';
import { HOME, pickAppPage, pickWebPage, SIGN_IN, SIGN_UP } from './places.ts';
import { openVisit, pauseMs } from './plan-visit.ts';
import { accountTraits, isOwner, personTraits } from './traits.ts';

const SIGN_UP_MINUTE = 10 * 60;
const EVENING = 20 * 60;
const SEARCH = 'https://www.google.com';

/** How somebody becomes known on a day: by the back end's import on the first one, or by signing up. */
export function planArrival(person: Character, day: number, world: World): Action[] {
  if (person.joinedOn < 0) return day === 0 ? planImport(person, world) : [];
  if (day < person.joinedOn - 2 || day > person.joinedOn + 1) return [];
  const setting = { day, world, random: createRandom(world.plan.seed, 'arrival', person.index, day) };
  if (day === person.joinedOn) return planSignUp(person, setting);
  if (!person.foundOnPhone) return [];
  if (day === person.joinedOn - 2) return planBrowsing(person, setting);
  if (day === person.joinedOn + 1) return planSecondDevice(person, setting);
  return [];
}

interface ArrivalSetting {
  day: number;
  world: World;
  random: Random;
}

/** The customers of before: the back end tells who they are when tracking begins. */
function planImport(person: Character, world: World): Action[] {
  const { userId, index } = person;
  const at = world.calendar.instantOf(0, 0) + index * 20;
  return [
    { at, type: 'identify', userId, traits: personTraits(person, person.plan, world) },
    planMembership(person, at + 5, world),
  ];
}

function planMembership(person: Character, at: number, world: World): Action {
  const { userId, account } = person;
  const traits = isOwner(person, world) ? accountTraits(person, world) : {};
  return { at, type: 'group', userId, groupId: account.groupId, traits };
}

/** Two days before: nobody known, on a phone. */
function planBrowsing(person: Character, setting: ArrivalSetting): Action[] {
  const { random } = setting;
  const device = person.phone;
  const { groupId: _, ...visit } = openVisit(person, {
    ...setting,
    device,
    minute: EVENING,
    referrer: SEARCH,
  });
  return planReading(visit, random.int(2, 4), random);
}

function planReading(visit: Visit, pages: number, random: Random): Action[] {
  let at = visit.startedAt;
  return Array.from({ length: pages }, () => {
    at += pauseMs(random);
    return { at, type: 'page', visit, place: pickWebPage(random) };
  });
}

function planSignUp(person: Character, setting: ArrivalSetting): Action[] {
  const { world, random } = setting;
  const { userId, account } = person;
  const { groupId: _, ...anonymous } = openVisit(person, {
    ...setting,
    device: person.desktop,
    minute: SIGN_UP_MINUTE + random.int(0, 300),
  });
  const visit = { ...anonymous, groupId: account.groupId };
  const at = visit.startedAt + 6 * 60_000;
  const source = isOwner(person, world) ? 'website' : 'invite';
  return [
    ...planReading(anonymous, source === 'website' ? 3 : 1, random).map((action, step) => ({
      ...action,
      at: visit.startedAt + step * 90_000,
    })),
    { at: at - 30_000, type: 'page', visit: anonymous, place: SIGN_UP },
    { at, type: 'identify', userId, visit, traits: personTraits(person, 'trial', world) },
    {
      at: at + 100,
      type: 'track',
      userId,
      visit,
      place: SIGN_UP,
      event: 'Signed Up',
      properties: { source },
    },
    { at: at + 200, type: 'group', userId, visit, groupId: account.groupId, traits: { name: account.name } },
    planMembership(person, at + 1_000, world),
    { at: at + 1_100, type: 'track', userId, event: 'Trial Started', properties: { nonInteraction: true } },
    ...planFirstSteps(person, visit, { from: at + 5_000, random }),
  ];
}

/** What the product's tour leads through. */
function planFirstSteps(
  { userId }: Character,
  visit: Visit,
  { from, random }: { from: number; random: Random },
): Action[] {
  const events = ['Project Created', 'Task Created', 'Task Created', 'Comment Added'];
  let at = from;
  const steps = events.slice(0, random.int(1, events.length)).map((event): Action => {
    at += pauseMs(random);
    return {
      at,
      type: 'track',
      userId,
      visit,
      place: pickAppPage(random),
      event,
      properties: { onboarding: true },
    };
  });
  return [{ at: from, type: 'page', userId, visit, place: HOME }, ...steps];
}

/** The phone again, and this time with the password: what was read there is theirs. */
function planSecondDevice(person: Character, setting: ArrivalSetting): Action[] {
  const { userId } = person;
  const visit = openVisit(person, { ...setting, device: person.phone, minute: EVENING });
  const at = visit.startedAt;
  return [
    { at, type: 'page', visit, place: SIGN_IN },
    { at: at + 20_000, type: 'identify', userId, visit, traits: {} },
    { at: at + 20_100, type: 'track', userId, visit, place: SIGN_IN, event: 'Signed In' },
    { at: at + 24_000, type: 'page', userId, visit, place: HOME },
  ];
}
