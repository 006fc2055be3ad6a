import type { Random } from '../random.ts';
import type { Habits, Role } from './person.ts';

const ACTIVITY: Record<Role, number> = { admin: 0.55, manager: 0.48, member: 0.46, guest: 0.3 };
const ACTIVITY_DEVIATION = 0.07;
const MEAN_VOLUME = 8.5;
const BULK_RATIO = 0.22;
const AUTOMATION_RATIO = 0.25;

/** How somebody in a role goes about it. Says little about whether they stay: that is their fate's. */
export function createHabits(role: Role, random: Random): Habits {
  return {
    activity: random.normal(ACTIVITY[role], ACTIVITY_DEVIATION),
    volume: MEAN_VOLUME * Math.exp(random.normal(-0.28, 0.75)),
    phoneShare: random.chance(0.45) ? random.float() * 0.4 : 0,
    shiftMinutes: random.normal(0, 50),
    automates: role !== 'guest' && random.chance(AUTOMATION_RATIO),
    worksInBulk: random.chance(BULK_RATIO),
  };
}
