import { sigmoid } from '../life/sigmoid.ts';
import type { Random } from '../random.ts';
import type { Character } from '../world/create-world.ts';
import type { Action } from './action.ts';
import { HELP } from './places.ts';
import { openVisit, type VisitSetting } from './plan-visit.ts';

const HOUR_MS = 3_600_000;
const SUBJECTS = [
  'Import fails',
  'Permissions',
  'Notifications',
  'Billing question',
  'How do I …',
  'Too slow',
];

/** Whether somebody is in the middle of a support storm. */
export function isStormy({ storm }: Character, day: number): boolean {
  return storm !== undefined && day >= storm.from && day <= storm.until;
}

/** The tickets somebody writes on a day with visits, the more of them the less content; and support's answers. */
export function planTickets(person: Character, setting: VisitSetting): Action[] {
  const { day, random } = setting;
  const mood = person.life.mood[day] ?? 0;
  const count = isStormy(person, day)
    ? random.int(2, 5)
    : random.poisson(0.006 + 0.02 * sigmoid(-2 * (mood + 0.5)));
  return Array.from({ length: count }).flatMap(() => planTicket(person, setting));
}

function planTicket(person: Character, setting: VisitSetting): Action[] {
  const { random } = setting;
  const visit = openVisit(person, setting);
  const { userId } = person;
  const { startedAt } = visit;
  const ticketId = `T-${random.int(10_000, 99_999)}`;
  const subject = subjectOf(person, setting.day, random);
  return [
    { at: startedAt, type: 'page', userId, visit, place: HELP },
    {
      at: startedAt + 90_000,
      type: 'track',
      userId,
      visit,
      place: HELP,
      event: 'Support Ticket Created',
      properties: { ticketId, subject },
    },
    {
      at: startedAt + Math.round((1 + 18 * random.float()) * HOUR_MS),
      type: 'track',
      userId,
      event: 'Ticket Answered',
      properties: { ticketId, nonInteraction: true },
    },
  ];
}

function subjectOf(person: Character, day: number, random: Random): string {
  return isStormy(person, day) ? 'Import fails' : random.pick(SUBJECTS);
}
