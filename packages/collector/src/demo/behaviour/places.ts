import type { Random } from '../random.ts';
import type { Place } from './action.ts';

const PROJECTS = 40;
const TASKS = 900;

const app = (path: string, title: string): Place => ({ host: 'app', path, title });
const www = (path: string, title: string): Place => ({ host: 'www', path, title });

export const HOME: Place = app('/', 'Home');
export const SIGN_UP: Place = app('/signup', 'Sign up');
export const SIGN_IN: Place = app('/login', 'Sign in');
export const BILLING: Place = app('/settings/billing', 'Billing');
export const HELP: Place = app('/help', 'Help');
export const TIMELINE: Place = app('/timeline', 'Timeline');
export const TIMESHEETS: Place = app('/timesheets', 'Timesheets');

/** Pages of the product, each as often as its weight says. */
const APP_PAGES: readonly { weight: number; place: (random: Random) => Place }[] = [
  { weight: 30, place: (random) => app(`/projects/${random.int(1, PROJECTS)}/board`, 'Board') },
  { weight: 28, place: (random) => app(`/tasks/${random.int(1, TASKS)}`, 'Task') },
  { weight: 18, place: () => app('/inbox', 'Inbox') },
  { weight: 10, place: () => app('/my-work', 'My work') },
  { weight: 8, place: () => app('/reports', 'Reports') },
  { weight: 4, place: () => app('/team', 'Team') },
  { weight: 2, place: () => app('/settings', 'Settings') },
];

/** Pages of the web site. */
const WEB_PAGES: readonly { weight: number; place: Place }[] = [
  { weight: 40, place: www('/', 'Taskwell: plans that get done') },
  { weight: 25, place: www('/pricing', 'Pricing') },
  { weight: 20, place: www('/features', 'Features') },
  { weight: 10, place: www('/blog/how-we-plan-a-week', 'How we plan a week') },
  { weight: 5, place: www('/customers', 'Customers') },
];

/** Somewhere in the product. */
export function pickAppPage(random: Random): Place {
  return random.weighted(APP_PAGES).place(random);
}

/** Somewhere on the web site. */
export function pickWebPage(random: Random): Place {
  return random.weighted(WEB_PAGES).place;
}
