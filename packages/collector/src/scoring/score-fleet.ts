import { setImmediate } from 'node:timers/promises';
import type { DayString } from '@ardent/core';
import type {
  ModelVersion,
  Profile,
  ProfileFilter,
  ProfileId,
  ProjectReader,
} from '../storage/project-storage.ts';
import { labelCounts } from './label-counts.ts';
import { scoreDays } from './score-days.ts';

/** A profile and its number; lists need no more of those that are not shown. */
export interface FleetScore {
  profile: Profile;
  score: number;
}

// Some 10 ms of work, so that requests between two pages wait no longer.
const PAGE_SIZE = 100;

/**
 * The scores of all measured profiles that a filter lets through, computed from their daily counts.
 * Lets other work go on between pages.
 */
export async function scoreFleet(
  reader: ProjectReader,
  { filter, model, day }: { filter: ProfileFilter; model: ModelVersion; day: DayString },
): Promise<FleetScore[]> {
  const scores: FleetScore[] = [];
  let after: ProfileId | undefined;
  do {
    const page = await reader.listProfiles(filter, {
      limit: PAGE_SIZE,
      ...(after === undefined ? {} : { after }),
    });
    for (const profile of page) {
      const counts = labelCounts(await reader.listCounts(profile.profileId, { to: day }), model);
      const [scored] = scoreDays(model.definition, counts, { from: day, to: day });
      scores.push({ profile, score: scored?.score ?? 0 });
    }
    after = page.length < PAGE_SIZE ? undefined : page.at(-1)?.profileId;
    await setImmediate();
  } while (after !== undefined);
  return scores;
}
