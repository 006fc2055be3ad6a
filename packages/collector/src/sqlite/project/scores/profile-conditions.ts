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
  /** The same as a condition. */
  condition: ProfileCondition;
}

/** A condition on the profile that a column of the query names. */
export type ProfileCondition = (column: string) => SqlPart;

/** The filters of a list apart from the kind of profile. */
export function toConditions(filter: ProfileFilter): {
  indexed: IndexedFilter[];
  others: ProfileCondition[];
} {
  const indexed = Object.entries(filter.traits ?? {}).map(([name, value]) =>
    ofTrait(name, Array.isArray(value) ? value : [value]),
  );
  if (filter.groupId !== undefined) indexed.push(ofAccount(filter.groupId));
  const { seenSince } = filter;
  if (seenSince === undefined) return { indexed, others: [] };
  const values = [toDayNumber(seenSince, 'seenSince')];
  const isSeen: ProfileCondition = (column) => ({
    sql: `(SELECT last_active_day FROM profile WHERE id = ${column}) >= ?`,
    values,
  });
  return { indexed, others: [isSeen] };
}

function ofTrait(name: string, wanted: readonly (string | number | boolean)[]): IndexedFilter {
  const isWanted = `t.name = ? AND t.value IN (${wanted.map(() => '?').join(', ')})`;
  const values = [name, ...wanted.map((one) => JSON.stringify(one))];
  return {
    select: { sql: `SELECT t.profile FROM trait t WHERE ${isWanted}`, values },
    condition: (column) => ({
      sql: `EXISTS (SELECT 1 FROM trait t WHERE t.profile = ${column} AND ${isWanted})`,
      values,
    }),
  };
}

function ofAccount(groupId: string): IndexedFilter {
  const isMember = 'm.account = (SELECT id FROM account WHERE group_id = ?)';
  return {
    select: { sql: `SELECT DISTINCT m.profile FROM membership m WHERE ${isMember}`, values: [groupId] },
    condition: (column) => ({
      sql: `EXISTS (SELECT 1 FROM membership m WHERE m.profile = ${column} AND ${isMember})`,
      values: [groupId],
    }),
  };
}
