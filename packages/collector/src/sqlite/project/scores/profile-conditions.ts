import { toDayNumber } from '@ardent/core';
import type { ProfileFilter } from '../../../storage/project-storage.ts';

export type SqlValue = string | number;

/** A piece of SQL with the values of its parameters. */
export interface SqlPart {
  sql: string;
  values: SqlValue[];
}

/** A filter that an index can list the profiles of. */
export interface IndexedFilter {
  /** A SELECT of the profiles, each once. */
  select: SqlPart;
  /** The same as a condition on the profile in `r.profile`. */
  condition: SqlPart;
}

/** The filters of a list apart from the kind of profile, as SQL about rows `r`. */
export function toConditions(filter: ProfileFilter): { indexed: IndexedFilter[]; others: SqlPart[] } {
  const indexed = Object.entries(filter.traits ?? {}).map(([name, value]) =>
    ofTrait(name, Array.isArray(value) ? value : [value]),
  );
  if (filter.groupId !== undefined) indexed.push(ofAccount(filter.groupId));
  const { seenSince } = filter;
  if (seenSince === undefined) return { indexed, others: [] };
  const sql = '(SELECT last_active_day FROM profile WHERE id = r.profile) >= ?';
  return { indexed, others: [{ sql, values: [toDayNumber(seenSince, 'seenSince')] }] };
}

function ofTrait(name: string, wanted: readonly (string | number | boolean)[]): IndexedFilter {
  const isWanted = `t.name = ? AND t.value IN (${wanted.map(() => '?').join(', ')})`;
  const values = [name, ...wanted.map((one) => JSON.stringify(one))];
  return {
    select: { sql: `SELECT t.profile FROM trait t WHERE ${isWanted}`, values },
    condition: {
      sql: `EXISTS (SELECT 1 FROM trait t WHERE t.profile = r.profile AND ${isWanted})`,
      values,
    },
  };
}

function ofAccount(groupId: string): IndexedFilter {
  const isMember = 'm.account = (SELECT id FROM account WHERE group_id = ?)';
  return {
    select: { sql: `SELECT DISTINCT m.profile FROM membership m WHERE ${isMember}`, values: [groupId] },
    condition: {
      sql: `EXISTS (SELECT 1 FROM membership m WHERE m.profile = r.profile AND ${isMember})`,
      values: [groupId],
    },
  };
}
