import { type JsonObject, toDayString } from '@ardent/core';
import type { Profile } from '../../storage/project-storage.ts';
import { IDENTITY_KIND } from './identity-table.ts';
import { toProfileId } from './profile-id.ts';
import type { StoredProfile } from './profile-row.ts';

const LISTED_ANONYMOUS_IDS = 100;

/** SQL: the columns of a `ProfileColumns`, of a row `p` of the table `profile`; what stands elsewhere as JSON. */
export const PROFILE_COLUMNS: string = `
  p.id, p.user_id, p.first_seen_at, p.last_active_day, p.opted_out,
  (SELECT json_group_array(external_id) FROM (
    SELECT external_id FROM identity WHERE profile = p.id AND kind = ${IDENTITY_KIND.anonymous}
    ORDER BY linked_at, external_id LIMIT ${LISTED_ANONYMOUS_IDS})) AS anonymous_ids,
  (SELECT json_group_object(name, json(value)) FROM (
    SELECT name, value FROM trait WHERE profile = p.id ORDER BY name)) AS traits,
  (SELECT json_group_array(group_id) FROM (
    SELECT a.group_id FROM membership m JOIN account a ON a.id = m.account
    WHERE m.profile = p.id ORDER BY m.at DESC, m.message_id DESC)) AS group_ids`;

/** What the tables say of a profile, apart from when it was last seen. */
export interface ProfileColumns
  extends Pick<StoredProfile, 'id' | 'user_id' | 'first_seen_at' | 'last_active_day' | 'opted_out'> {
  /** JSON: a list, oldest first. */
  anonymous_ids: string;
  /** JSON: an object. */
  traits: string;
  /** JSON: a list, latest first; one group may stand in it more than once. */
  group_ids: string;
}

/** A profile as the port tells it. */
export function toProfile(columns: ProfileColumns, lastSeenAt: number | null): Profile {
  const { last_active_day: lastActiveDay } = columns;
  const groupIds = new Set<string>(JSON.parse(columns.group_ids));
  return {
    profileId: toProfileId(columns.id),
    userId: columns.user_id,
    anonymousIds: JSON.parse(columns.anonymous_ids) as string[],
    traits: JSON.parse(columns.traits) as JsonObject,
    firstSeenAt: columns.first_seen_at,
    lastSeenAt,
    lastActiveDay: lastActiveDay === null ? null : toDayString(lastActiveDay),
    accounts: [...groupIds].map((groupId, index) => ({ groupId, isPrimary: index === 0 })),
    isUnmeasured: columns.opted_out === 1,
  };
}
