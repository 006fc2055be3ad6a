import type { Database } from 'better-sqlite3';
import { RecentCache } from '../../caching/recent-cache.ts';

/** Which of a project's names for a person an id is. */
export const IDENTITY_KIND = { user: 0, anonymous: 1 } as const;
export type IdentityKind = keyof typeof IDENTITY_KIND;

/** External ids and the profiles they belong to; every id belongs to a profile that was not absorbed. */
export interface IdentityTable {
  find(kind: IdentityKind, externalId: string): number | undefined;
  link(kind: IdentityKind, externalId: string, owner: { profile: number; at: number }): void;
  /** Gives all ids of one profile to another. */
  move(from: number, to: number): void;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

const REMEMBERED = 30_000;

interface IdentityRow {
  kind: number;
  external_id: string;
}

export function createIdentityTable(db: Database): IdentityTable {
  const select = db
    .prepare<[number, string], number>('SELECT profile FROM identity WHERE kind = ? AND external_id = ?')
    .pluck();
  const insert = db.prepare<[number, string, number, number]>(
    'INSERT INTO identity (kind, external_id, profile, linked_at) VALUES (?, ?, ?, ?)',
  );
  const listOf = db.prepare<[number], IdentityRow>(
    'SELECT kind, external_id FROM identity WHERE profile = ?',
  );
  const update = db.prepare<[number, number]>('UPDATE identity SET profile = ? WHERE profile = ?');
  const remembered = {
    user: new RecentCache<string, number>(REMEMBERED),
    anonymous: new RecentCache<string, number>(REMEMBERED),
  };
  return {
    find(kind, externalId) {
      const known = remembered[kind].get(externalId);
      if (known !== undefined) return known;
      const found = select.get(IDENTITY_KIND[kind], externalId);
      if (found !== undefined) remembered[kind].set(externalId, found);
      return found;
    },
    link(kind, externalId, { profile, at }) {
      insert.run(IDENTITY_KIND[kind], externalId, profile, at);
      remembered[kind].set(externalId, profile);
    },
    move(from, to) {
      for (const row of listOf.all(from)) {
        remembered[row.kind === IDENTITY_KIND.user ? 'user' : 'anonymous'].delete(row.external_id);
      }
      update.run(to, from);
    },
    clear() {
      remembered.user.clear();
      remembered.anonymous.clear();
    },
  };
}
