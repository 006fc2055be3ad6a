import type { CountScan } from '../storage/count-scan.ts';
import type { PreviewTask } from './analysis-task.ts';
import { type ComparedScores, comparePreview, findMovers, type Preview } from './preview.ts';
import { scanScores } from './scan-scores.ts';

/** Somebody whose score would move. */
export interface Mover {
  profileId: string;
  userId: string | null;
  before: number;
  after: number;
}

/** A preview of everybody. */
export interface ExactPreview extends Preview {
  profiles: number;
  movers: { up: Mover[]; down: Mover[] };
}

/** Compares all known, measured profiles under two models, from one pass over their daily counts. */
export async function previewExactly(
  reader: CountScan,
  { current, model, day }: PreviewTask,
): Promise<ExactPreview> {
  const { profiles, scores } = await scanScores(reader, [current, model], day);
  const [before = new Float64Array(), after = new Float64Array()] = scores;
  const compared = { before, after };
  const { up, down } = findMovers(compared);
  return {
    profiles: profiles.length,
    ...comparePreview(compared, current.definition, model.definition),
    movers: {
      up: await toMovers(reader, up, { profiles, compared }),
      down: await toMovers(reader, down, { profiles, compared }),
    },
  };
}

async function toMovers(
  reader: CountScan,
  places: readonly number[],
  { profiles, compared }: { profiles: readonly number[]; compared: ComparedScores },
): Promise<Mover[]> {
  const people = await reader.identify(places.map((place) => profiles[place] ?? 0));
  const byProfile = new Map(people.map((person) => [person.profile, person]));
  return places.flatMap((place) => {
    const person = byProfile.get(profiles[place] ?? 0);
    if (person === undefined) return [];
    const { profileId, userId } = person;
    return [{ profileId, userId, before: compared.before[place] ?? 0, after: compared.after[place] ?? 0 }];
  });
}
