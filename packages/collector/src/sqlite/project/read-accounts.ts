import { type JsonObject, type JsonValue, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Account, AccountFilter, AccountMember, Stay } from '../../storage/account-reads.ts';
import { toProfileId } from './profile-id.ts';

/** Reads of accounts, within the caller's snapshot. */
export interface PreparedAccountReads {
  find(groupId: string): Account | undefined;
  list(filter: AccountFilter, page: { after?: string; limit: number }): Account[];
  listMembers(groupId: string): AccountMember[];
}

interface AccountRow {
  id: number;
  group_id: string;
  first_seen_at: number;
}

interface MemberRow {
  profile: number;
  user_id: string | null;
  account: number;
  day: number;
}

export function prepareAccountReads(db: Database): PreparedAccountReads {
  const byGroup = db.prepare<[string], AccountRow>('SELECT * FROM account WHERE group_id = ?');
  // Of everybody who was ever in the account, all memberships, in the order in which they came to count.
  const membershipsOf = db.prepare<[number], MemberRow>(`
    SELECT m.profile, p.user_id, m.account, m.day FROM membership m JOIN profile p ON p.id = m.profile
    WHERE m.profile IN (SELECT profile FROM membership WHERE account = ?) AND p.opted_out = 0
    ORDER BY m.profile, m.at, m.message_id`);
  const toAccount = prepareToAccount(db);
  return {
    find(groupId) {
      const row = byGroup.get(groupId);
      return row === undefined ? undefined : toAccount(row);
    },
    list(filter, { after = '', limit }) {
      const { conditions, values } = toConditions(filter);
      const sql = `SELECT * FROM account a WHERE ${['a.group_id > ?', ...conditions].join(' AND ')}
        ORDER BY a.group_id LIMIT ?`;
      return db
        .prepare<unknown[], AccountRow>(sql)
        .all(after, ...values, limit)
        .map(toAccount);
    },
    listMembers(groupId) {
      const account = byGroup.get(groupId);
      return account === undefined ? [] : toMembers(membershipsOf.all(account.id), account.id);
    },
  };
}

function prepareToAccount(db: Database): (row: AccountRow) => Account {
  const traitsOf = db.prepare<[number], { name: string; value: string }>(
    'SELECT name, value FROM account_trait WHERE account = ? ORDER BY name',
  );
  const seatsOf = db.prepare<[number], { day: number; seats: number | null }>(
    'SELECT day, seats FROM seats WHERE account = ? ORDER BY day',
  );
  return ({ id, group_id, first_seen_at }) => ({
    groupId: group_id,
    traits: Object.fromEntries(
      traitsOf.all(id).map(({ name, value }) => [name, JSON.parse(value) as JsonValue]),
    ) satisfies JsonObject,
    firstSeenAt: first_seen_at,
    seats: seatsOf.all(id).map(({ day, seats }) => ({ day: toDayString(day), seats })),
  });
}

function toConditions({ traits = {} }: AccountFilter): { conditions: string[]; values: string[] } {
  const entries = Object.entries(traits);
  return {
    conditions: entries.map(
      ([, values]) => `EXISTS (SELECT 1 FROM account_trait t
        WHERE t.account = a.id AND t.name = ? AND t.value IN (${values.map(() => '?').join(', ')}))`,
    ),
    values: entries.flatMap(([name, values]) => [name, ...values.map((one) => JSON.stringify(one))]),
  };
}

/** Rows by profile, and of one profile in the order in which they came to count, so that the last one until a day wins. */
function toMembers(rows: readonly MemberRow[], account: number): AccountMember[] {
  const byProfile = new Map<number, MemberRow[]>();
  for (const row of rows) byProfile.set(row.profile, [...(byProfile.get(row.profile) ?? []), row]);
  return Array.from(byProfile, ([profile, ofProfile]) => ({
    profileId: toProfileId(profile),
    userId: ofProfile[0]?.user_id ?? null,
    stays: toStays(ofProfile, account),
  })).filter(({ stays }) => stays.length > 0);
}

function toStays(rows: readonly MemberRow[], account: number): Stay[] {
  const lastOfDay = new Map(rows.map((row) => [row.day, row.account]));
  const stays: { from: number; to: number | null }[] = [];
  for (const [day, primary] of lastOfDay) {
    const open = stays.at(-1)?.to === null ? stays.at(-1) : undefined;
    if (primary === account && open === undefined) stays.push({ from: day, to: null });
    else if (primary !== account && open !== undefined) open.to = day - 1;
  }
  return stays.map(({ from, to }) => ({ from: toDayString(from), to: to === null ? null : toDayString(to) }));
}
