import { createRandom, type Random } from '../random.ts';
import { MONITORED_POSITION, powerUsers } from '../stories/power-users.ts';
import type { Character, World } from '../world/create-world.ts';
import { REGIONS } from '../world/region.ts';
import type { Action, Visit } from './action.ts';
import { HOME, pickWebPage } from './places.ts';

const CRAWLERS = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
];
const MONITOR = 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)';
const MONITOR_MINUTES = 20;
const DAY_MINUTES = 24 * 60;

/** Crawlers on the web site, and a monitor that signs in as somebody and loads the board every twenty minutes. */
export function planBots(day: number, world: World): Action[] {
  const random = createRandom(world.plan.seed, 'bots', day);
  const monitored = world.people.find(
    ({ account, name }) => account.story === powerUsers && name === powerUsers.leads[MONITORED_POSITION],
  );
  return [
    ...CRAWLERS.flatMap((userAgent) => planCrawl(userAgent, day, { world, random })),
    ...(monitored === undefined ? [] : planMonitor(monitored, day, { world, random })),
  ];
}

interface BotSetting {
  world: World;
  random: Random;
}

function planCrawl(userAgent: string, day: number, { world, random }: BotSetting): Action[] {
  const visit = openBotVisit(userAgent, random.uuid(), {
    startedAt: world.calendar.instantOf(day, 0),
    random,
  });
  return Array.from({ length: random.int(5, 20) }, () => {
    const at = visit.startedAt + random.int(0, DAY_MINUTES - 1) * 60_000;
    return { at, type: 'page', visit, place: pickWebPage(random) };
  });
}

function planMonitor({ userId, desktop }: Character, day: number, { world, random }: BotSetting): Action[] {
  const startedAt = world.calendar.instantOf(day, 0);
  const visit = openBotVisit(MONITOR, desktop.anonymousId, { startedAt, random });
  return Array.from({ length: DAY_MINUTES / MONITOR_MINUTES }, (_, turn) => ({
    at: startedAt + turn * MONITOR_MINUTES * 60_000 + 7_000,
    type: 'page',
    userId,
    visit,
    place: HOME,
  }));
}

function openBotVisit(
  userAgent: string,
  anonymousId: string,
  { startedAt, random }: { startedAt: number; random: Random },
): Visit {
  return {
    device: { anonymousId, userAgent },
    sessionId: random.uuid(),
    startedAt,
    region: random.pick(REGIONS),
  };
}
