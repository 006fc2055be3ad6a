import type { JsonObject } from '@ardent/core';
import { TRIAL_DAYS } from '../life/life.ts';
import type { Random } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Place } from './action.ts';
import { TIMELINE, TIMESHEETS } from './places.ts';

/** Something to do in the product: an event, how likely one reaches for it, and what it says. */
export interface Feature {
  readonly event: string;
  weight(person: Character, day: number, world: World): number;
  properties(random: Random): JsonObject;
  readonly place?: Place;
}

/** The event of the view that the release brings. */
export const TIMELINE_VIEWED = 'Timeline Viewed';

const leads = ({ role }: Character) => role === 'admin' || role === 'manager';
const isGuest = ({ role }: Character) => role === 'guest';
const isOnTrial = ({ joinedOn }: Character, day: number) => joinedOn >= 0 && day <= joinedOn + TRIAL_DAYS;
const taskId = (random: Random): JsonObject => ({ taskId: random.int(1, 900) });

export const FEATURES: readonly Feature[] = [
  {
    event: 'Task Created',
    weight: (person) => (isGuest(person) ? 0.2 : 1.6),
    properties: (random) => ({
      ...taskId(random),
      project: random.int(1, 40),
      hasDueDate: random.chance(0.6),
    }),
  },
  { event: 'Task Completed', weight: () => 1.5, properties: taskId },
  { event: 'Task Updated', weight: () => 1, properties: taskId },
  { event: 'Comment Added', weight: () => 1.3, properties: taskId },
  { event: 'Search Performed', weight: () => 0.4, properties: (random) => ({ results: random.int(0, 30) }) },
  {
    event: 'File Uploaded',
    weight: () => 0.35,
    properties: (random) => ({ ...taskId(random), sizeKb: random.int(20, 9000) }),
  },
  {
    event: 'Report Viewed',
    weight: (person) => (leads(person) ? 0.6 : 0.1),
    properties: (random) => ({ report: random.pick(['Burndown', 'Workload', 'Overdue', 'Velocity']) }),
  },
  {
    event: 'Report Exported',
    weight: (person) => (leads(person) ? 0.15 : 0.03),
    properties: (random) => ({ format: random.pick(['csv', 'pdf', 'xlsx']) }),
  },
  {
    event: 'Project Created',
    weight: (person) => (leads(person) ? 0.12 : 0.02),
    properties: (random) => ({ template: random.pick(['Blank', 'Launch', 'Sprint', 'Event']) }),
  },
  {
    event: 'Invite Sent',
    weight: (person, day) => (leads(person) ? (isOnTrial(person, day) ? 0.4 : 0.07) : 0.015),
    properties: (random) => ({ role: random.pick(['member', 'member', 'guest', 'manager']) }),
  },
  {
    event: 'Automation Run',
    weight: ({ habits }) => (habits.automates ? 1.2 : 0),
    properties: (random) => ({
      rule: random.pick(['Move when done', 'Remind on due date', 'Assign by label']),
    }),
  },
  {
    event: TIMELINE_VIEWED,
    weight: ({ life }, day, { turningPoints }) =>
      day >= turningPoints.releaseOn && (life.mood[day] ?? 0) > 0 ? 0.6 : 0,
    properties: (random) => ({ zoom: random.pick(['week', 'month', 'quarter']) }),
    place: TIMELINE,
  },
  {
    event: 'Time Logged',
    weight: ({ account }, day, { turningPoints }) =>
      account.hasTimesheets && day >= turningPoints.timesheetsFrom ? 4 : 0,
    properties: (random) => ({ ...taskId(random), minutes: 15 * random.int(1, 20) }),
    place: TIMESHEETS,
  },
];
