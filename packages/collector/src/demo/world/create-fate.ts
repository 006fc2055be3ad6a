import type { DemoCalendar } from '../demo-calendar.ts';
import type { DemoPlan } from '../demo-plan.ts';
import { TRIAL_DAYS } from '../life/life.ts';
import { createRandom, type Random } from '../random.ts';
import type { TurningPoints } from '../stories/turning-points.ts';
import type { Account } from './account.ts';
import type { DaySpan, Fate, Habits, Shock } from './person.ts';

interface FateSetting {
  plan: DemoPlan;
  /** Days that are told. */
  days: number;
  index: number;
  account: Account;
  habits: Habits;
  calendar: DemoCalendar;
  turningPoints: TurningPoints;
  random: Random;
}

const MEAN_SATISFACTION = 0.6;
const DISAPPOINTMENT_RATIO = 0.45;
const DELIGHT_RATIO = 0.12;
const AUTOMATION_GAIN = 0.9;
const TIMESHEET_LOSS = -2.1;
const RELEASE_GAIN = 0.35;
/** After the plan's last day: in each season about as much goes wrong, and right, as in one before it. */
const SEASON_DAYS = 90;
const LATER_DISAPPOINTMENT_RATIO = 0.25;
const LATER_DELIGHT_RATIO = 0.1;

/** How content somebody is, and what will change that; automations help, timesheets don't, and the release does. */
export function createFate(setting: FateSetting): Fate {
  const { account, habits, calendar, turningPoints, random } = setting;
  const shocks: Shock[] = [{ from: turningPoints.releaseOn, change: RELEASE_GAIN }];
  if (account.hasTimesheets) shocks.push({ from: turningPoints.timesheetsFrom, change: TIMESHEET_LOSS });
  if (random.chance(DISAPPOINTMENT_RATIO)) {
    shocks.push(disappointment(random, { from: -80, until: calendar.last }));
  }
  if (random.chance(DELIGHT_RATIO)) shocks.push({ from: random.int(-20, calendar.last), change: 1 });
  const satisfaction = random.normal(MEAN_SATISFACTION, 0.8) + (habits.automates ? AUTOMATION_GAIN : 0);
  return { satisfaction, shocks: [...shocks, ...createLaterShocks(setting)] };
}

function createLaterShocks({ plan, days, index }: FateSetting): Shock[] {
  const seasons = Math.ceil((days + TRIAL_DAYS - plan.days) / SEASON_DAYS);
  return Array.from({ length: seasons }).flatMap((_, season) => {
    const from = plan.days + season * SEASON_DAYS;
    const until = from + SEASON_DAYS - 1;
    const random = createRandom(plan.seed, 'season', index, season);
    return [
      ...(random.chance(LATER_DISAPPOINTMENT_RATIO) ? [disappointment(random, { from, until })] : []),
      ...(random.chance(LATER_DELIGHT_RATIO) ? [{ from: random.int(from, until), change: 1 }] : []),
    ];
  });
}

function disappointment(random: Random, { from, until }: DaySpan): Shock {
  return { from: random.int(from, until), change: random.normal(-2.4, 0.6) };
}
