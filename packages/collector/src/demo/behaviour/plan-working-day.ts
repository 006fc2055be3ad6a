import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action, Visit } from './action.ts';
import { FEATURES } from './features.ts';
import { HOME, pickAppPage, SIGN_IN } from './places.ts';
import { isExportDay, planExports } from './plan-exports.ts';
import { isStormy, planTickets } from './plan-tickets.ts';
import { openVisit, pauseMs } from './plan-visit.ts';
import { attendance, dayVolume } from './work-rhythm.ts';

const PAGE_SHARE = 0.42;
const SIGN_IN_SHARE = 0.15;
const MESSAGES_PER_VISIT = 9;
const BULK_SHARE = 0.1;

/** What somebody does in the product on a day, if they come at all. */
export function planWorkingDay(person: Character, day: number, world: World): Action[] {
  if (day <= person.joinedOn || day > person.life.lastUseOn) return [];
  const random = createRandom(world.plan.seed, 'day', person.index, day);
  const isDriven = isStormy(person, day) || isExportDay(person, day, world);
  if (!isDriven && !random.chance(attendance(person, day, world))) return [];
  const actions = planWork(person, { day, world, random });
  actions.push(...planTickets(person, { day, world, random }));
  if (isExportDay(person, day, world)) actions.push(...planExports(person, { day, world, random }));
  return actions;
}

interface DaySetting {
  day: number;
  world: World;
  random: Random;
}

function planWork(person: Character, setting: DaySetting): Action[] {
  const { day, random } = setting;
  const volume = dayVolume(person, day, random);
  const visits = 1 + random.poisson(volume / MESSAGES_PER_VISIT);
  const features = FEATURES.map((feature) => ({
    ...feature,
    weight: feature.weight(person, day, setting.world),
  }));
  return Array.from({ length: visits }).flatMap((_, index) => {
    const visit = openVisit(person, setting);
    const isBulk = index === 0 && person.habits.worksInBulk && random.chance(BULK_SHARE);
    return [
      ...planSteps(person, visit, { steps: Math.ceil(volume / visits), features, random }),
      ...(isBulk ? planBulk(person, visit, random) : []),
    ];
  });
}

interface Steps {
  steps: number;
  features: readonly (Omit<(typeof FEATURES)[number], 'weight'> & { weight: number })[];
  random: Random;
}

function planSteps({ userId }: Character, visit: Visit, { steps, features, random }: Steps): Action[] {
  const actions: Action[] = [];
  let at = visit.startedAt;
  let place = HOME;
  if (random.chance(SIGN_IN_SHARE)) {
    actions.push({ at, type: 'track', userId, visit, place: SIGN_IN, event: 'Signed In' });
    at += pauseMs(random) / 10;
  }
  for (let step = 0; step < steps; step++) {
    if (step === 0 || random.chance(PAGE_SHARE)) {
      place = step === 0 ? HOME : pickAppPage(random);
      actions.push({ at, type: 'page', userId, visit, place });
    } else {
      const feature = random.weighted(features);
      const { event } = feature;
      const properties = feature.properties(random);
      actions.push({ at, type: 'track', userId, visit, place: feature.place ?? place, event, properties });
    }
    at += pauseMs(random);
  }
  return actions;
}

/** Many tasks changed in one go: one piece of work, however many events it makes. */
function planBulk({ userId }: Character, visit: Visit, random: Random): Action[] {
  const place = pickAppPage(random);
  const startedAt = visit.startedAt + 25 * 60_000;
  return Array.from({ length: random.int(25, 110) }, (_, index) => ({
    at: startedAt + index * random.int(300, 900),
    type: 'track',
    userId,
    visit,
    place,
    event: 'Task Updated',
    properties: { taskId: random.int(1, 900), bulk: true },
  }));
}
