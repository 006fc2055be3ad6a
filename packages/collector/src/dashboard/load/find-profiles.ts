import { listProfiles, type ProfilePage, type ProfileQuery } from '../../scoring/list-profiles.ts';
import type { PageRequest } from './page-request.ts';

/**
 * Whom a text names, whole and as it was written: the person of that user id, else everybody of that e-mail address, name
 * or account. Each of them has an index, so that among a million people it takes no longer.
 */
export async function findProfiles(
  { opened: { reader, scoring } }: PageRequest,
  text: string,
  { query, page }: { query: ProfileQuery; page: Parameters<typeof listProfiles>[2] },
): Promise<ProfilePage> {
  const profile = await reader.findProfile({ userId: text });
  if (profile !== undefined && !profile.isUnmeasured) {
    return { rows: [{ profile, score: await scoring.score(profile, page.point) }] };
  }
  for (const named of [{ traits: { email: text } }, { traits: { name: text } }, { groupId: text }]) {
    const filter = { ...query.filter, ...named };
    const found = await listProfiles(scoring, { ...query, filter }, page);
    if (found.rows.length > 0) return found;
  }
  return { rows: [] };
}
