import type { Random } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action, Place, Visit } from './action.ts';
import { visitMinute } from './work-rhythm.ts';

/** What a visit is planned with. */
export interface VisitSetting {
  readonly day: number;
  readonly world: World;
  readonly random: Random;
  /** Minute of the person's day; absent: as their rhythm has it. */
  readonly minute?: number;
  /** Absent: the desktop, or now and then the phone. */
  readonly device?: Visit['device'];
  readonly referrer?: string;
}

/** One thing that somebody does during a visit. */
export type Step = { place: Place } | Pick<Action, 'event' | 'properties' | 'place'>;

/** A visit of a person, not yet with anything done in it. */
export function openVisit(person: Character, setting: VisitSetting): Visit {
  const { day, world, random, referrer } = setting;
  const minute = setting.minute ?? visitMinute(person.habits.shiftMinutes, random);
  const onPhone = random.chance(person.habits.phoneShare) && day > person.joinedOn;
  return {
    device: setting.device ?? (onPhone ? person.phone : person.desktop),
    sessionId: random.uuid(),
    startedAt: world.calendar.instantOf(day, minute, person.region.timeZone),
    region: person.region,
    groupId: person.account.groupId,
    ...(referrer !== undefined && { referrer }),
  };
}

/** A pause between two things done in a visit, in milliseconds: a minute on average. */
export function pauseMs(random: Random): number {
  return 3_000 - Math.round(57_000 * Math.log(1 - random.float()));
}
