import { createRandom } from '../random.ts';
import type { Character, World } from '../world/create-world.ts';
import type { Action } from './action.ts';
import { openVisit, pauseMs, type VisitSetting } from './plan-visit.ts';

const EXPORTER_RATIO = 0.5;
const PLACE = { host: 'app', path: '/reports', title: 'Reports' } as const;

/** Half of those who cancel carry their data home first, on one or two of the days before: busy, and about to leave. */
export function isExportDay({ index, life }: Character, day: number, { plan }: World): boolean {
  const { cancelledOn } = life;
  if (cancelledOn === undefined || day >= cancelledOn || day < cancelledOn - 6) return false;
  const random = createRandom(plan.seed, 'exports', index);
  if (!random.chance(EXPORTER_RATIO)) return false;
  const days = [cancelledOn - random.int(1, 3), cancelledOn - random.int(2, 6)];
  return days.includes(day);
}

/** One report after the other. */
export function planExports(person: Character, setting: VisitSetting): Action[] {
  const { random } = setting;
  const visit = openVisit(person, setting);
  const { userId } = person;
  let at = visit.startedAt;
  return Array.from({ length: random.int(10, 45) }, () => {
    at += pauseMs(random) / 4;
    const properties = { format: random.pick(['csv', 'xlsx']) };
    return { at, type: 'track', userId, visit, place: PLACE, event: 'Report Exported', properties };
  });
}
