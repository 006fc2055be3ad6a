import { z } from '@hono/zod-openapi';
import type { Profile, ProfileRef, ProjectReader } from '../storage/project-storage.ts';
import type { ScoredProfile } from '../storage/score-reads.ts';
import { Refusal } from './refusal.ts';

/** One of the three ways to name a person in an address; all routes of a profile exist under each. */
export interface ProfileAddress {
  /** With its parameter, as OpenAPI writes it. */
  path: string;
  params: z.ZodObject<Record<string, z.ZodString>>;
  toRef(params: Record<string, string>): ProfileRef;
}

export const PROFILE_ADDRESSES: readonly ProfileAddress[] = [
  {
    path: '/v1/profiles/{userId}',
    params: paramsOf('userId', 'Id of the user in your application.'),
    toRef: ({ userId = '' }) => ({ userId }),
  },
  {
    path: '/v1/profile-ids/{profileId}',
    params: paramsOf('profileId', 'Id of the profile in Ardent, known or anonymous.'),
    toRef: ({ profileId = '' }) => ({ profileId }),
  },
  {
    path: '/v1/anonymous/{anonymousId}',
    params: paramsOf('anonymousId', 'Id of a browser or device; answers with the user it belongs to by now.'),
    toRef: ({ anonymousId = '' }) => ({ anonymousId }),
  },
];

/** @throws Refusal 404 where nobody has that id. */
export async function getProfile(reader: ProjectReader, ref: ProfileRef): Promise<Profile> {
  const profile = await reader.findProfile(ref);
  if (profile !== undefined) return profile;
  throw profileNotFound(ref);
}

export function profileNotFound(ref: ProfileRef): Refusal {
  const [[name, id] = []] = Object.entries(ref);
  return new Refusal({
    status: 404,
    code: 'profile_not_found',
    detail: `Nobody has the ${name} ${JSON.stringify(id)}.`,
    remedy:
      "Check the id. A person is there from the first message that names them on, in the key's project.",
  });
}

/**
 * Whose score is asked for.
 *
 * @throws Refusal 404 where nobody has that id, 409 for someone who opted out: there is no score to tell.
 */
export async function getScored(reader: ProjectReader, ref: ProfileRef): Promise<ScoredProfile> {
  const profile = await reader.findScored(ref);
  if (profile === undefined) throw profileNotFound(ref);
  if (!profile.isUnmeasured) return profile;
  throw new Refusal({
    status: 409,
    code: 'unmeasured',
    detail: 'This person opted out of being measured, and has no score.',
    remedy: 'Show no score. A message with context.optOut false takes it back.',
  });
}

function paramsOf(name: string, description: string): z.ZodObject<Record<string, z.ZodString>> {
  return z.object({ [name]: z.string().openapi({ param: { name, in: 'path' }, description }) });
}
