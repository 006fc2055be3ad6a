import type { DayString, JsonObject } from '@ardent/core';
import { z } from '@hono/zod-openapi';
import type { Profile } from '../../storage/project-storage.ts';
import { jsonObject } from './json-object.ts';
import { type ScoreSummaryJson, scoreSummarySchema } from './score-json.ts';

/** A person, with the score of today. */
export interface ProfileJson {
  profileId: string;
  userId: string | null;
  anonymousIds: string[];
  traits: JsonObject;
  firstSeenAt: string;
  lastSeenAt: string | null;
  lastActiveDay: DayString | null;
  accounts: { groupId: string; isPrimary: boolean }[];
  isUnmeasured: boolean;
  score: ScoreSummaryJson | null;
}

export const profileSchema: z.ZodType<ProfileJson> = z
  .object({
    profileId: z.string(),
    userId: z.string().nullable().openapi({ description: 'Null for an anonymous profile.' }),
    anonymousIds: z.array(z.string()).openapi({ description: 'Oldest first, at most 100.' }),
    traits: jsonObject,
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().nullable().openapi({ description: 'Of events that are not passive.' }),
    lastActiveDay: z.iso.date().nullable(),
    accounts: z.array(z.object({ groupId: z.string(), isPrimary: z.boolean() })),
    isUnmeasured: z.boolean().openapi({ description: 'Opted out: no score, and in no list.' }),
    score: scoreSummarySchema.nullable().openapi({ description: 'Null for someone who opted out.' }),
  })
  .openapi('Profile');

/** A profile as the API tells it. */
export function toProfileJson(profile: Profile, score: ScoreSummaryJson | null): ProfileJson {
  return {
    profileId: profile.profileId,
    userId: profile.userId,
    anonymousIds: profile.anonymousIds,
    traits: profile.traits,
    firstSeenAt: new Date(profile.firstSeenAt).toISOString(),
    lastSeenAt: profile.lastSeenAt === null ? null : new Date(profile.lastSeenAt).toISOString(),
    lastActiveDay: profile.lastActiveDay,
    accounts: profile.accounts,
    isUnmeasured: profile.isUnmeasured,
    score,
  };
}
