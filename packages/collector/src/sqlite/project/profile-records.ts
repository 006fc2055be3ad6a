import { type JsonValue, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ProfileRecords } from '../../storage/erasure.ts';
import { IDENTITY_KIND } from './identity-table.ts';
import type { ProfileRow } from './profile-row.ts';
import { prepareRejectionsNaming } from './rejections-naming.ts';

/** Everything that the tables hold of a profile, apart from its messages. */
export function prepareProfileRecords(db: Database): (profile: ProfileRow) => ProfileRecords {
  const identities = db.prepare<[number], { kind: number; id: string; linkedAt: number }>(`
    SELECT kind, external_id AS id, linked_at AS linkedAt FROM identity WHERE profile = ?
    ORDER BY kind, linked_at, external_id`);
  const traits = db.prepare<[number], { name: string; value: string; setAt: number }>(
    'SELECT name, value, at AS setAt FROM trait WHERE profile = ? ORDER BY name',
  );
  const memberships = db.prepare<[number], { groupId: string; day: number; at: number }>(`
    SELECT a.group_id AS groupId, m.day, m.at FROM membership m JOIN account a ON a.id = m.account
    WHERE m.profile = ? ORDER BY m.day, a.group_id`);
  const countsOf = db.prepare<[number, number], { counted: string; amount: number }>(`
    SELECT s.counted, d.amount FROM daily d JOIN signal s ON s.id = d.signal
    WHERE d.day = ? AND d.profile = ? ORDER BY d.signal`);
  const droppedOf = db.prepare<[string], { total: number; at: number }>(
    'SELECT total, at FROM dropped WHERE anonymous_id = ?',
  );
  const rejectionsNaming = prepareRejectionsNaming(db);

  return ({ id: profile, days }) => {
    const ids = identities.all(profile);
    const names = new Set(ids.map(({ id }) => id));
    const anonymousIds = ids.filter(({ kind }) => kind === IDENTITY_KIND.anonymous).map(({ id }) => id);
    return {
      identities: ids.map(({ kind, ...rest }) => ({
        kind: kind === IDENTITY_KIND.user ? ('userId' as const) : ('anonymousId' as const),
        ...rest,
      })),
      traits: traits.all(profile).map((trait) => ({ ...trait, value: parse(trait.value) })),
      memberships: memberships.all(profile).map((one) => ({ ...one, day: toDayString(one.day) })),
      dailyCounts: days.list().flatMap((day) =>
        countsOf.all(day, profile).map(({ counted, amount }) => ({
          day: toDayString(day),
          signal: parse(counted),
          amount,
        })),
      ),
      rejectedMessages: rejectionsNaming((text) => names.has(text)).map(({ id: _, ...rest }) => rest),
      dropped: anonymousIds.flatMap((anonymousId) =>
        droppedOf.all(anonymousId).map((row) => ({ anonymousId, ...row })),
      ),
    };
  };
}

function parse(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
