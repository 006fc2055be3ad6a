import { createHmac } from 'node:crypto';
import type { Message } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { Tombstone } from '../../storage/erasure.ts';
import type { IdentityKind } from './identity-table.ts';

/** The ids that were erased in a project, by their hashes. */
export interface TombstoneTable {
  hash(kind: IdentityKind, externalId: string): string;
  add(tombstones: readonly Tombstone[]): void;
  /** When an id was last erased; undefined if it never was. */
  find(idHash: string): number | undefined;
  list(): Tombstone[];
  /** Whether a message of that time is of somebody who was erased after it. */
  covers(message: Message, at: number): boolean;
  /** Forgets what is remembered of the table: after a rollback. */
  clear(): void;
}

export function createTombstoneTable(db: Database): TombstoneTable {
  const key = Buffer.from(
    String(db.prepare(`SELECT value FROM meta WHERE name = 'tombstone_key'`).pluck().get()),
    'hex',
  );
  const upsert = db.prepare<[string, number]>(`
    INSERT INTO tombstone (id_hash, erased_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET erased_at = max(erased_at, excluded.erased_at)`);
  const all = db.prepare<[], Tombstone>('SELECT id_hash AS idHash, erased_at AS erasedAt FROM tombstone');
  const find = db.prepare<[string], number>('SELECT erased_at FROM tombstone WHERE id_hash = ?').pluck();
  const latest = db.prepare<[], number | null>('SELECT max(erased_at) FROM tombstone').pluck();
  let latestAt: number | undefined;

  function hash(kind: IdentityKind, externalId: string): string {
    return createHmac('sha256', key).update(`${kind}:${externalId}`).digest('hex');
  }

  function wasErasedAfter(kind: IdentityKind, id: string | undefined, at: number): boolean {
    return id !== undefined && (find.get(hash(kind, id)) ?? Number.NEGATIVE_INFINITY) > at;
  }

  return {
    hash,
    add(tombstones) {
      for (const { idHash, erasedAt } of tombstones) upsert.run(idHash, erasedAt);
      latestAt = undefined;
    },
    find: (idHash) => find.get(idHash),
    list: () => all.all(),
    covers({ type, userId, anonymousId, previousId }, at) {
      latestAt ??= latest.get() ?? Number.NEGATIVE_INFINITY;
      // Almost every message is younger than the last erasure: no hash is made for it.
      if (at >= latestAt) return false;
      if (
        type === 'alias' &&
        (wasErasedAfter('user', previousId, at) || wasErasedAfter('anonymous', previousId, at))
      ) {
        return true;
      }
      // What names a user is the user's, whatever browser it came from.
      return userId === undefined
        ? wasErasedAfter('anonymous', anonymousId, at)
        : wasErasedAfter('user', userId, at);
    },
    clear() {
      latestAt = undefined;
    },
  };
}
