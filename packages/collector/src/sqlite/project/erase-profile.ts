import type { Database } from 'better-sqlite3';
import type { ErasureReceipt } from '../../storage/erasure.ts';
import { RUNS_OF_DAY } from './event-runs.ts';
import { IDENTITY_KIND, type IdentityKind } from './identity-table.ts';
import type { ProfileRow } from './profile-row.ts';
import type { ProjectTables } from './project-tables.ts';
import { type IsNamed, prepareRejectionsNaming } from './rejections-naming.ts';

/** An id of a person. */
export interface ExternalId {
  kind: IdentityKind;
  id: string;
}

/** Takes a person out of every table, in the caller's transaction. */
export interface ProfileEraser {
  listIds(profile: ProfileRow): ExternalId[];
  /** `profile` must be absorbed by none. Costs what the person has, and one pass over the quarantine. */
  erase(profile: ProfileRow): ErasureReceipt['erased'];
  /** Removes quarantined messages that name one of the ids; answers how many. */
  eraseRejections(isNamed: IsNamed): number;
  /** Profiles with an id that the caller knows, absorbed ones' ids included. Reads all identities. */
  listOwners(isWanted: (id: ExternalId) => boolean): number[];
}

export function createProfileEraser(db: Database, tables: ProjectTables): ProfileEraser {
  const idsOf = db.prepare<[number], { kind: number; external_id: string }>(
    'SELECT kind, external_id FROM identity WHERE profile = ?',
  );
  const allIds = db.prepare<[], { kind: number; external_id: string; profile: number }>(
    'SELECT kind, external_id, profile FROM identity',
  );
  const partsOf = db
    .prepare<[number, number], number>('SELECT id FROM profile WHERE id = ? OR merged_into = ?')
    .pluck();
  const keepNumbers = db.prepare<[number]>(`
    INSERT INTO meta (name, value) VALUES ('last_erased_profile', ?)
    ON CONFLICT DO UPDATE SET value = max(value, excluded.value)`);
  const removeDropped = db.prepare<[string]>('DELETE FROM dropped WHERE anonymous_id = ?');
  const removeRejected = db.prepare<[number]>('DELETE FROM rejected WHERE id = ?');
  const rejectionsNaming = prepareRejectionsNaming(db);
  const { removeDay, removeAll } = prepareRemovals(db);

  const listIds = ({ id }: ProfileRow) => idsOf.all(id).map(toExternalId);

  function eraseRejections(isNamed: IsNamed): number {
    const named = rejectionsNaming(isNamed);
    for (const { id } of named) removeRejected.run(id);
    return named.length;
  }

  return {
    listIds,
    eraseRejections,
    erase(profile) {
      tables.flush();
      const ids = listIds(profile);
      const parts = partsOf.all(profile.id, profile.id);
      const names = new Set(ids.map(({ id }) => id));
      const rejectedMessages = eraseRejections((text) => names.has(text));
      const days = profile.days.list();
      const ofDays = sum(
        { messages: 0, dailyCounts: 0, distinctValues: 0 },
        parts.flatMap((part) => days.map((day) => removeDay(day, part))),
      );
      const ofParts = sum({ traits: 0, memberships: 0, identities: 0, profiles: 0 }, parts.map(removeAll));
      const droppedTotals = ids
        .filter(({ kind }) => kind === 'anonymous')
        .reduce((count, { id }) => count + removeDropped.run(id).changes, 0);
      // The numbers of erased profiles are never given again: their profileIds name nobody else.
      keepNumbers.run(Math.max(...parts));
      for (const part of parts) {
        tables.scoreRows.removeProfile(part);
        tables.scoreChanges.touch(part);
      }
      tables.scoreRows.flush();
      tables.scoreChanges.flush();
      tables.clear();
      return { ...ofParts, ...ofDays, rejectedMessages, droppedTotals };
    },
    listOwners: (isWanted) => [
      ...new Set(
        allIds
          .all()
          .filter((row) => isWanted(toExternalId(row)))
          .map(({ profile }) => profile),
      ),
    ],
  };
}

type OfDays = Pick<ErasureReceipt['erased'], 'messages' | 'dailyCounts' | 'distinctValues'>;
type OfParts = Pick<ErasureReceipt['erased'], 'profiles' | 'identities' | 'traits' | 'memberships'>;

function prepareRemovals(db: Database): {
  removeDay(day: number, profile: number): OfDays;
  removeAll(profile: number): OfParts;
} {
  const ofDay = (table: string) =>
    db.prepare<[number, number]>(`DELETE FROM ${table} WHERE day = ? AND profile = ?`);
  const ofProfile = (table: string, column = 'profile') =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE ${column} = ?`);
  const events = db.prepare<[{ day: number; profile: number }]>(
    `DELETE FROM event WHERE day = @day AND run IN ${RUNS_OF_DAY} AND profile = @profile`,
  );
  const [daily, distinct] = [ofDay('daily'), ofDay('daily_distinct')];
  const [traits, memberships] = [ofProfile('trait'), ofProfile('membership')];
  const [identities, profiles] = [ofProfile('identity'), ofProfile('profile', 'id')];
  const activity = ofProfile('retired_activity');
  return {
    removeDay: (day, profile) => ({
      messages: events.run({ day, profile }).changes,
      dailyCounts: daily.run(day, profile).changes,
      distinctValues: distinct.run(day, profile).changes,
    }),
    removeAll(profile) {
      activity.run(profile);
      return {
        traits: traits.run(profile).changes,
        memberships: memberships.run(profile).changes,
        identities: identities.run(profile).changes,
        profiles: profiles.run(profile).changes,
      };
    },
  };
}

function sum<Name extends string>(
  start: Record<Name, number>,
  all: readonly Record<Name, number>[],
): Record<Name, number> {
  const total = { ...start };
  for (const counts of all) for (const name of Object.keys(start) as Name[]) total[name] += counts[name];
  return total;
}

function toExternalId({ kind, external_id }: { kind: number; external_id: string }): ExternalId {
  return { kind: kind === IDENTITY_KIND.user ? 'user' : 'anonymous', id: external_id };
}
