import type { DemoCalendar } from '../demo-calendar.ts';
import type { DemoPlan } from '../demo-plan.ts';
import { createRandom, type Random } from '../random.ts';
import { ALL_STORIES } from '../stories/all-stories.ts';
import type { Story } from '../stories/story.ts';
import type { Account } from './account.ts';
import { COMPANY_NAMES, INDUSTRIES } from './names.ts';
import { REGIONS, type Region } from './region.ts';

const PEOPLE_PER_ACCOUNT = 10;
const NEW_ACCOUNT_RATIO = 0.2;
// Of those who come after the last day: as many people sign up as before it, some two a day of 600.
const NEWCOMERS = { fewest: 2, most: 14 } as const;
const NEWCOMER_DAYS = 2400;
const LOOKS_AROUND_DAYS = 3;
// Every fourth account, so that they are there with any seed.
const TIMESHEETS_EVERY = 4;

/**
 * The accounts of the stories, as many others as make ten people an account on average, and those that come after the
 * last day of the plan, as far as `days` days are told.
 */
export function createAccounts(plan: DemoPlan, calendar: DemoCalendar, days: number): Account[] {
  const told = ALL_STORIES.map((story) => toldAccount(story, calendar));
  const people = plan.profiles - told.reduce((sum, { members }) => sum + members, 0);
  const count = Math.max(1, Math.round(plan.profiles / PEOPLE_PER_ACCOUNT) - told.length);
  const sizes = splitPeople(people, count, createRandom(plan.seed, 'sizes'));
  const others = sizes.map((members, index) =>
    createAccount(index, members, { random: createRandom(plan.seed, 'account', index), calendar }),
  );
  return [...told, ...others, ...createNewcomers(count, { plan, calendar, days })];
}

// The next ones too: they look around on the days before they sign up.
function createNewcomers(
  firstIndex: number,
  { plan, calendar, days }: { plan: DemoPlan; calendar: DemoCalendar; days: number },
): Account[] {
  const everyDays = NEWCOMER_DAYS / plan.profiles;
  const count = Math.floor((days - plan.days) / everyDays);
  return Array.from({ length: count }, (_, number) => {
    const index = firstIndex + number;
    const random = createRandom(plan.seed, 'account', index);
    const members = random.int(NEWCOMERS.fewest, NEWCOMERS.most);
    const startedOn = calendar.last + LOOKS_AROUND_DAYS + Math.ceil((number + 1) * everyDays);
    return { ...createAccount(index, members, { random, calendar }), startedOn };
  });
}

function toldAccount(story: Story, calendar: DemoCalendar): Account {
  const { timeZone, ...account } = story.account;
  return {
    ...account,
    ...addressOf(account.name),
    region: regionOf(timeZone),
    startedOn: story.plot(calendar).startedOn ?? -200,
    hasTimesheets: false,
    story,
  };
}

function createAccount(
  index: number,
  members: number,
  { random, calendar }: { random: Random; calendar: DemoCalendar },
): Account {
  const { name, industry } = companyAt(index, random);
  const isNew = random.chance(NEW_ACCOUNT_RATIO);
  return {
    name,
    industry,
    ...addressOf(name),
    employees: Math.round(members * Math.exp(random.normal(1.6, 0.8))) + members,
    seats: members + random.poisson(members * 0.2),
    plan: random.chance(0.55) ? 'starter' : 'pro',
    region: random.weighted(REGIONS),
    startedOn: isNew ? random.int(2, calendar.last - 2) : -random.int(30, 700),
    hasTimesheets: index % TIMESHEETS_EVERY === 2,
    members,
  };
}

/** As many parts as accounts, at least one person in each, a few of them large. */
function splitPeople(people: number, count: number, random: Random): number[] {
  const shares = Array.from({ length: count }, () => Math.exp(random.normal(0, 0.7)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  let taken = 0;
  let share = 0;
  return shares.map((own) => {
    share += own;
    const until = Math.round(((people - count) * share) / total);
    const size = 1 + until - taken;
    taken = until;
    return size;
  });
}

// Each first word with one last word, then all of them with the next one.
function companyAt(index: number, random: Random): { name: string; industry: string } {
  const first = COMPANY_NAMES[index % COMPANY_NAMES.length] ?? '';
  const round = Math.floor(index / COMPANY_NAMES.length);
  const { last, industry } =
    round === 0
      ? random.pick(INDUSTRIES)
      : (INDUSTRIES[round % INDUSTRIES.length] ?? { last: '', industry: '' });
  return { name: round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`, industry };
}

function addressOf(name: string): { groupId: string; domain: string } {
  const groupId = name.toLowerCase().replaceAll(' ', '-');
  return { groupId, domain: `${groupId}.example` };
}

function regionOf(timeZone: string): Region {
  const region = REGIONS.find((one) => one.timeZone === timeZone);
  if (region === undefined) throw new RangeError(`no region has the time zone ${timeZone}`);
  return region;
}
