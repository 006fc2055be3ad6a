import { type JsonObject, toDayNumber, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Profile, ProfileFilter, ProfileId, ProfileRef } from '../../storage/project-storage.ts';
import { IS_ACTIVITY } from './event-row.ts';
import { RUNS_OF_DAY } from './event-runs.ts';
import { IDENTITY_KIND } from './identity-table.ts';
import { parseProfileId, toProfileId } from './profile-id.ts';
import { type StoredProfile, toProfileRow } from './profile-row.ts';

/** Reads of profiles. */
export interface ProfileReads {
  find(ref: ProfileRef): Profile | undefined;
  list(filter: ProfileFilter, page: { after?: ProfileId; limit: number }): Profile[];
}

const LISTED_ANONYMOUS_IDS = 100;

export function prepareProfileReads(db: Database): ProfileReads {
  const byId = db.prepare<[number], StoredProfile>(`
    SELECT * FROM profile WHERE id = (SELECT coalesce(merged_into, id) FROM profile WHERE id = ?)`);
  const byIdentity = db
    .prepare<[number, string], number>('SELECT profile FROM identity WHERE kind = ? AND external_id = ?')
    .pluck();
  const toProfile = prepareToProfile(db);

  function idOf(ref: ProfileRef): number | undefined {
    if ('userId' in ref) return byIdentity.get(IDENTITY_KIND.user, ref.userId);
    if ('anonymousId' in ref) return byIdentity.get(IDENTITY_KIND.anonymous, ref.anonymousId);
    return parseProfileId(ref.profileId);
  }

  return {
    find(ref) {
      const id = idOf(ref);
      const stored = id === undefined ? undefined : byId.get(id);
      return stored === undefined ? undefined : toProfile(stored);
    },
    list(filter, { after, limit }) {
      const { sql, values } = toListQuery(filter);
      const rest = [after === undefined ? 0 : (parseProfileId(after) ?? 0), limit];
      return db
        .prepare<unknown[], StoredProfile>(sql)
        .all(...values, ...rest)
        .map(toProfile);
    },
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
    sql: `SELECT p.* FROM profile p WHERE ${conditions.join(' AND ')} AND p.id > ? ORDER BY p.id LIMIT ?`,
    values,
  };
}

function prepareToProfile(db: Database): (stored: StoredProfile) => Profile {
  const anonymousIds = db
    .prepare<[number, number, number], string>(`
      SELECT external_id FROM identity WHERE profile = ? AND kind = ? ORDER BY linked_at, external_id LIMIT ?`)
    .pluck();
  const traitsOf = db.prepare<[number], { name: string; value: string }>(
    'SELECT name, value FROM trait WHERE profile = ? ORDER BY name',
  );
  // Without aggregates SQLite would not say which row of an account is its latest.
  const accountsOf = db
    .prepare<[number], string>(`
      SELECT a.group_id FROM membership m JOIN account a ON a.id = m.account
      WHERE m.profile = ? ORDER BY m.at DESC, m.message_id DESC`)
    .pluck();
  const lastSeen = db
    .prepare<[{ day: number; id: number }], number | null>(`
      WITH part (id) AS (SELECT @id UNION ALL SELECT id FROM profile WHERE merged_into = @id)
      SELECT max(at) FROM (
        SELECT max(at) AS at FROM event
          WHERE day = @day AND run IN ${RUNS_OF_DAY} AND profile IN part AND ${IS_ACTIVITY}
        UNION ALL SELECT max(at) FROM retired_activity WHERE profile IN part)`)
    .pluck();
  return (stored) => {
    const { id, userId, firstSeenAt, lastActiveDay, optOut } = toProfileRow(stored);
    const traits = traitsOf.all(id).map(({ name, value }) => [name, JSON.parse(value)]);
    const groupIds = new Set(accountsOf.all(id));
    return {
      profileId: toProfileId(id),
      userId,
      anonymousIds: anonymousIds.all(id, IDENTITY_KIND.anonymous, LISTED_ANONYMOUS_IDS),
      traits: Object.fromEntries(traits) as JsonObject,
      firstSeenAt,
      lastSeenAt: lastActiveDay === null ? null : (lastSeen.get({ day: lastActiveDay, id }) ?? null),
      lastActiveDay: lastActiveDay === null ? null : toDayString(lastActiveDay),
      accounts: [...groupIds].map((groupId, index) => ({ groupId, isPrimary: index === 0 })),
      isUnmeasured: optOut?.optedOut ?? false,
    };
  };
}
