import type { DemoCalendar } from '../demo-calendar.ts';
import type { Random } from '../random.ts';
import type { TurningPoints } from '../stories/turning-points.ts';
import type { Account } from './account.ts';
import type { Fate, Habits, Shock } from './person.ts';

interface FateSetting {
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

/** How content somebody is, and what will change that; automations help, timesheets don't, and the release does. */
export function createFate({ account, habits, calendar, turningPoints, random }: FateSetting): Fate {
  const shocks: Shock[] = [{ from: turningPoints.releaseOn, change: RELEASE_GAIN }];
  if (account.hasTimesheets) shocks.push({ from: turningPoints.timesheetsFrom, change: TIMESHEET_LOSS });
  if (random.chance(DISAPPOINTMENT_RATIO)) {
    shocks.push({ from: random.int(-80, calendar.last), change: random.normal(-2.4, 0.6) });
  }
  if (random.chance(DELIGHT_RATIO)) shocks.push({ from: random.int(-20, calendar.last), change: 1 });
  const satisfaction = random.normal(MEAN_SATISFACTION, 0.8) + (habits.automates ? AUTOMATION_GAIN : 0);
  return { satisfaction, shocks };
}
