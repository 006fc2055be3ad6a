import { setImmediate } from 'node:timers/promises';
import { labelCounts } from '../scoring/label-counts.ts';
import { scoreDays } from '../scoring/score-days.ts';
import type { ProfileId, ProjectReader } from '../storage/project-storage.ts';
import type { PreviewTask } from './analysis-task.ts';
import type { MeasuredModel } from './measured-model.ts';
import { type ComparedScores, comparePreview, findMovers, marginOfError, type Preview } from './preview.ts';
import type { Mover } from './preview-exactly.ts';

/** A preview of people picked by chance: its shares are off by at most `marginOfError`, with 95 % confidence. */
export interface SampledPreview extends Preview {
  /** How many known profiles there are; estimated unless all were looked at. */
  profiles: number;
  sampled: number;
  /** A share, 0 to 1; 0 if all were looked at. */
  marginOfError: number;
  /** Who of those looked at moves most. */
  movers: { up: Mover[]; down: Mover[] };
}

const SAMPLE = 2_000;
// Some milliseconds of work, so that requests between two of them wait no longer.
const AT_ONCE = 5;

/**
 * Compares a sample under two models, as many as can be scored in a time; lets other work go on in between.
 *
 * @param options.forMs so long it goes on, at least for one profile.
 */
export async function previewSample(
  reader: Pick<ProjectReader, 'sampleKnown' | 'listCounts' | 'findProfile'>,
  { current, model, day }: PreviewTask,
  { forMs, random = Math.random }: { forMs: number; random?: () => number },
): Promise<SampledPreview> {
  const startedAt = performance.now();
  const { profileIds, population, isAll } = await reader.sampleKnown(SAMPLE, random);
  const looked: ProfileId[] = [];
  const before: number[] = [];
  const after: number[] = [];
  const scoreOf = (counts: Awaited<ReturnType<typeof reader.listCounts>>, one: MeasuredModel) =>
    scoreDays(one.definition, labelCounts(counts, one), { from: day, to: day })[0]?.score ?? 0;
  for (const profileId of profileIds) {
    const counts = await reader.listCounts(profileId, { to: day });
    looked.push(profileId);
    before.push(scoreOf(counts, current));
    after.push(scoreOf(counts, model));
    if (performance.now() - startedAt > forMs) break;
    if (looked.length % AT_ONCE === 0) await setImmediate();
  }
  const compared = { before: Float64Array.from(before), after: Float64Array.from(after) };
  const profiles = population();
  const isWhole = isAll && looked.length === profiles;
  return {
    profiles,
    sampled: looked.length,
    marginOfError: isWhole ? 0 : marginOfError(looked.length, profiles),
    ...comparePreview(compared, current.definition, model.definition),
    movers: await nameMovers(reader, looked, compared),
  };
}

async function nameMovers(
  reader: Pick<ProjectReader, 'findProfile'>,
  profileIds: readonly ProfileId[],
  compared: ComparedScores,
): Promise<SampledPreview['movers']> {
  const { up, down } = findMovers(compared);
  const nameAll = async (places: readonly number[]) => {
    const named = await Promise.all(
      places.map(async (place) => {
        const profile = await reader.findProfile({ profileId: profileIds[place] ?? '' });
        const [before = 0, after = 0] = [compared.before[place], compared.after[place]];
        return profile && { profileId: profile.profileId, userId: profile.userId, before, after };
      }),
    );
    return named.filter((one) => one !== undefined);
  };
  return { up: await nameAll(up), down: await nameAll(down) };
}
