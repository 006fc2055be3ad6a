import type { DemoCalendar } from '../demo-calendar.ts';
import type { DemoPlan } from '../demo-plan.ts';
import { createRandom, type Random } from '../random.ts';
import type { PersonShape, Plot } from '../stories/story.ts';
import type { TurningPoints } from '../stories/turning-points.ts';
import type { Account } from './account.ts';
import { createFate } from './create-fate.ts';
import { createHabits } from './create-habits.ts';
import { createDesktop, createPhone } from './device.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts';
import type { DaySpan, Person, Role } from './person.ts';
import { REGIONS } from './region.ts';

const ELSEWHERE_RATIO = 0.1;
const LATECOMER_RATIO = 0.2;
const HOLIDAY_RATIO = 0.4;
const FOUND_ON_PHONE_RATIO = 0.25;

/** Everybody with a seat, account by account, the owner of each first. Story people come first and keep their numbers. */
export function createPeople(
  accounts: readonly Account[],
  setting: { plan: DemoPlan; calendar: DemoCalendar; turningPoints: TurningPoints; days: number },
): Person[] {
  const people: Person[] = [];
  for (const account of accounts) {
    const plot = account.story?.plot(setting.calendar);
    const emails = new Set<string>();
    for (let position = 0; position < account.members; position++) {
      const index = people.length;
      const random = createRandom(setting.plan.seed, 'person', index);
      people.push(createPerson({ ...setting, index, position, account, plot, random, emails }));
    }
  }
  return people;
}

interface PersonSetting {
  plan: DemoPlan;
  days: number;
  calendar: DemoCalendar;
  turningPoints: TurningPoints;
  index: number;
  position: number;
  account: Account;
  plot: Plot | undefined;
  random: Random;
  emails: Set<string>;
}

function createPerson(setting: PersonSetting): Person {
  const { index, position, account, random, plot } = setting;
  const shape: PersonShape = plot?.shape(position, random) ?? {};
  const name = account.story?.leads[position] ?? `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`;
  const role = shape.role ?? (position === 0 ? 'admin' : randomRole(random));
  const habits = { ...createHabits(role, random), ...shape.habits };
  return {
    index,
    userId: `u-${String(index + 1).padStart(4, '0')}`,
    name,
    email: emailOf(name, account, setting.emails),
    role,
    account,
    region: random.chance(ELSEWHERE_RATIO) ? random.weighted(REGIONS) : account.region,
    desktop: createDesktop(random),
    phone: createPhone(random),
    habits: { ...habits, activity: Math.min(Math.max(habits.activity, 0.02), 0.98) },
    fate: { ...createFate({ ...setting, habits }), ...shape.fate },
    plan: shape.plan ?? (random.chance(0.8) ? account.plan : 'starter'),
    joinedOn: shape.joinedOn ?? randomJoinDay(setting),
    foundOnPhone: shape.foundOnPhone ?? random.chance(FOUND_ON_PHONE_RATIO),
    ...randomHoliday(setting),
    ...(plot?.storm !== undefined && { storm: plot.storm }),
  };
}

function randomRole(random: Random): Role {
  return random.weighted([
    { role: 'member', weight: 65 },
    { role: 'manager', weight: 22 },
    { role: 'guest', weight: 13 },
  ] as const).role;
}

function emailOf(name: string, { domain }: Account, taken: Set<string>): string {
  const local = name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.');
  let email = `${local}@${domain}`;
  for (let n = 2; taken.has(email); n++) email = `${local}${n}@${domain}`;
  taken.add(email);
  return email;
}

function randomJoinDay({ account, plot, position, calendar, random }: PersonSetting): number {
  if (position === 0) return account.startedOn;
  if (account.startedOn >= 0) {
    const joinedOn = account.startedOn + random.int(0, 12);
    return account.startedOn > calendar.last ? joinedOn : Math.min(joinedOn, calendar.last);
  }
  const isLate = plot === undefined && random.chance(LATECOMER_RATIO);
  return isLate ? random.int(2, calendar.last - 2) : -random.int(20, Math.max(20, -account.startedOn));
}

// Nobody in a story goes on holiday: it would be taken for the story.
function randomHoliday({ calendar, plot, random }: PersonSetting): { holiday?: DaySpan } {
  if (plot !== undefined || !random.chance(HOLIDAY_RATIO)) return {};
  const from = random.int(-5, calendar.last);
  return { holiday: { from, until: from + random.int(4, 13) } };
}
