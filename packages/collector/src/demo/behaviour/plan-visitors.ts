import { createRandom, type Random } from '../random.ts';
import type { World } from '../world/create-world.ts';
import { createDesktop, createPhone } from '../world/device.ts';
import { REGIONS } from '../world/region.ts';
import type { Action, Visit } from './action.ts';
import { pickWebPage } from './places.ts';
import { pauseMs } from './plan-visit.ts';
import { visitMinute } from './work-rhythm.ts';

const PROFILES_PER_VISITOR = 110;
const RETURN_RATIO = 0.25;
const SOURCES = [
  { weight: 40, source: {} },
  { weight: 30, source: { referrer: 'https://www.google.com' } },
  { weight: 12, source: { referrer: 'https://news.ycombinator.com' } },
  {
    weight: 18,
    source: {
      referrer: 'https://www.linkedin.com',
      campaign: { source: 'linkedin', medium: 'cpc', name: 'planning' },
    },
  },
];

/** People who read the web site on a day and are never known, some of them once more a few days later. */
export function planVisitors(day: number, world: World): Action[] {
  const random = createRandom(world.plan.seed, 'visitors', day);
  const weekend = world.calendar.weekdayOf(day) > 4 ? 0.5 : 1;
  const count = random.poisson((world.plan.profiles / PROFILES_PER_VISITOR) * weekend);
  return Array.from({ length: count }).flatMap(() => planVisitor(day, world, random));
}

function planVisitor(day: number, { calendar }: World, random: Random): Action[] {
  const device = random.chance(0.45) ? createPhone(random) : createDesktop(random);
  const region = random.weighted(REGIONS);
  const { source } = random.weighted(SOURCES);
  const days = random.chance(RETURN_RATIO) ? [day, day + random.int(1, 6)] : [day];
  return days.flatMap((visitDay) => {
    const startedAt = calendar.instantOf(visitDay, visitMinute(60, random), region.timeZone);
    const visit: Visit = { device, sessionId: random.uuid(), startedAt, region, ...source };
    return planReading(visit, random);
  });
}

function planReading(visit: Visit, random: Random): Action[] {
  let at = visit.startedAt;
  return Array.from({ length: 1 + random.poisson(1.5) }, () => {
    at += pauseMs(random);
    return { at, type: 'page', visit, place: pickWebPage(random) };
  });
}
