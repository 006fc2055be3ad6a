import { toDayNumber, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Profile, ProfileFilter, ProfileId, ProfileRef } from '../../storage/project-storage.ts';
import type { ScoredProfile } from '../../storage/score-reads.ts';
import { IDENTITY_KIND } from './identity-table.ts';
import { prepareLatestActivity } from './latest-activity.ts';
import { PROFILE_COLUMNS, type ProfileColumns, toProfile } from './profile-columns.ts';
import { parseProfileId, toProfileId } from './profile-id.ts';

/** Reads of profiles. */
export interface ProfileReads {
  find(ref: ProfileRef): Profile | undefined;
  findScored(ref: ProfileRef): ScoredProfile | undefined;
  list(filter: ProfileFilter, page: { after?: ProfileId; limit: number }): Profile[];
}

type ScoredColumns = Pick<ProfileColumns, 'id' | 'user_id' | 'last_active_day' | 'opted_out'>;

export function prepareProfileReads(db: Database): ProfileReads {
  const byId = db.prepare<[number], ProfileColumns>(`
    SELECT ${PROFILE_COLUMNS} FROM profile p
    WHERE p.id = (SELECT coalesce(merged_into, id) FROM profile WHERE id = ?)`);
  const scoredById = db.prepare<[number], ScoredColumns>(`
    SELECT id, user_id, last_active_day, opted_out FROM profile
    WHERE id = (SELECT coalesce(merged_into, id) FROM profile WHERE id = ?)`);
  const byIdentity = db
    .prepare<[number, string], number>('SELECT profile FROM identity WHERE kind = ? AND external_id = ?')
    .pluck();
  const latestActivity = prepareLatestActivity(db);
  const toSeenProfile = (columns: ProfileColumns) =>
    toProfile(columns, latestActivity({ id: columns.id, lastActiveDay: columns.last_active_day }));

  function idOf(ref: ProfileRef): number | undefined {
    if ('userId' in ref) return byIdentity.get(IDENTITY_KIND.user, ref.userId);
    if ('anonymousId' in ref) return byIdentity.get(IDENTITY_KIND.anonymous, ref.anonymousId);
    return parseProfileId(ref.profileId);
  }

  return {
    find(ref) {
      const id = idOf(ref);
      const columns = id === undefined ? undefined : byId.get(id);
      return columns && toSeenProfile(columns);
    },
    findScored(ref) {
      const id = idOf(ref);
      const columns = id === undefined ? undefined : scoredById.get(id);
      return columns && toScoredProfile(columns);
    },
    list(filter, { after, limit }) {
      const { sql, values } = toListQuery(filter);
      const rest = [after === undefined ? 0 : (parseProfileId(after) ?? 0), limit];
      return db
        .prepare<unknown[], ProfileColumns>(sql)
        .all(...values, ...rest)
        .map(toSeenProfile);
    },
  };
}

function toScoredProfile({ id, user_id, last_active_day, opted_out }: ScoredColumns): ScoredProfile {
  return {
    profileId: toProfileId(id),
    userId: user_id,
    lastActiveDay: last_active_day === null ? null : toDayString(last_active_day),
    isUnmeasured: opted_out === 1,
  };
}

function toListQuery(filter: ProfileFilter): { sql: string; values: (string | number)[] } {
  const conditions = ['p.merged_into IS NULL'];
  const values: (string | number)[] = [];
  if (filter.kind !== 'all') conditions.push(`p.user_id IS ${filter.kind === 'known' ? 'NOT ' : ''}NULL`);
  if (filter.unmeasured !== 'included') conditions.push('p.opted_out = 0');
  if (filter.seenSince !== undefined) {
    conditions.push('p.last_active_day >= ?');
    values.push(toDayNumber(filter.seenSince, 'seenSince'));
  }
  if (filter.groupId !== undefined) {
    conditions.push(`EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account
      WHERE m.profile = p.id AND a.group_id = ?)`);
    values.push(filter.groupId);
  }
  for (const [name, value] of Object.entries(filter.traits ?? {})) {
    const wanted = Array.isArray(value) ? value : [value];
    conditions.push(`EXISTS (SELECT 1 FROM trait t
      WHERE t.profile = p.id AND t.name = ? AND t.value IN (${wanted.map(() => '?').join(', ')}))`);
    values.push(name, ...wanted.map((one) => JSON.stringify(one)));
  }
  return {
    sql: `SELECT ${PROFILE_COLUMNS} FROM profile p WHERE ${conditions.join(' AND ')} AND p.id > ? ORDER BY p.id LIMIT ?`,
    values,
  };
}
