import { setTimeout } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { EraseProfile, ErasureReceipt, Tombstone, TombstoneRecord } from '../../storage/erasure.ts';
import type { ProfileRef } from '../../storage/project-storage.ts';
import { createProfileEraser, type ExternalId } from './erase-profile.ts';
import { parseProfileId, toProfileId } from './profile-id.ts';
import type { ProfileRow } from './profile-row.ts';
import type { ProjectTables } from './project-tables.ts';

/** Erases people, and sees to it that no old copy brings them back. All of it runs in the caller's transaction. */
export interface ProfileErasure {
  /** Undefined if nobody has that id. The tombstones are durable before anything is gone. */
  erase(request: EraseProfile): ErasureReceipt | undefined;
  /**
   * Erases whom the record knows as erased and the file does not: it is an older copy, or a crash came between.
   * Answers whether there was anybody.
   */
  applyRecord(): boolean;
}

export interface ErasureTools {
  db: Database;
  tables: ProjectTables;
  /** Outside the file; absent: tombstones stand in the file alone. */
  record: TombstoneRecord | undefined;
}

export function createProfileErasure({ db, tables, record }: ErasureTools): ProfileErasure {
  const { tombstones } = tables;
  const eraser = createProfileEraser(db, tables);
  const survivorOf = db
    .prepare<[number], number>('SELECT coalesce(merged_into, id) FROM profile WHERE id = ?')
    .pluck();

  function find(ref: ProfileRef): ProfileRow | undefined {
    const { identities, profiles } = tables;
    const id =
      'userId' in ref
        ? identities.find('user', ref.userId)
        : 'anonymousId' in ref
          ? identities.find('anonymous', ref.anonymousId)
          : survivorOf.get(parseProfileId(ref.profileId) ?? 0);
    return id === undefined ? undefined : profiles.get(id);
  }

  return {
    erase({ ref, change }) {
      const profile = find(ref);
      if (profile === undefined) return undefined;
      const { actor, at } = change;
      const hashes = eraser.listIds(profile).map(({ kind, id }) => tombstones.hash(kind, id));
      // Later than before, even by a clock that went back: an older copy must be found to know less.
      const erasedAt = Math.max(at, ...hashes.map((hash) => (tombstones.find(hash) ?? 0) + 1));
      const stones = hashes.map((idHash) => ({ idHash, erasedAt }));
      const profileId = toProfileId(profile.id);
      record?.add(stones);
      record?.audit({ actor, at, subject: profileId });
      tombstones.add(stones);
      return { profileId, erasedAt, erased: eraser.erase(profile) };
    },
    applyRecord() {
      if (record === undefined) return false;
      const recorded = record.list();
      const known = tombstones.list();
      const missing = lackingIn(known, recorded);
      const wanted = new Set(missing.map(({ idHash }) => idHash));
      if (missing.length > 0) {
        const isWanted = ({ kind, id }: ExternalId) => wanted.has(tombstones.hash(kind, id));
        for (const owner of eraser.listOwners(isWanted)) eraser.erase(tables.profiles.get(owner));
        // Ids that were linked only after the copy was made have no owner in it.
        eraser.eraseRejections((id) => isWanted({ kind: 'user', id }) || isWanted({ kind: 'anonymous', id }));
        tombstones.add(missing);
      }
      const unrecorded = lackingIn(recorded, known);
      if (unrecorded.length > 0) record.add(unrecorded);
      return missing.length > 0;
    },
  };
}

/** Those of `all` that `some` doesn't have, or has with an earlier instant. */
function lackingIn(some: readonly Tombstone[], all: readonly Tombstone[]): Tombstone[] {
  const instants = new Map(some.map(({ idHash, erasedAt }) => [idHash, erasedAt]));
  return all.filter(({ idHash, erasedAt }) => (instants.get(idHash) ?? Number.NEGATIVE_INFINITY) < erasedAt);
}

/** Deleted content is overwritten with zeros, in pages that become free, too, while `work` runs. */
export function deleteSecurely<Result>(db: Database, work: () => Result): Result {
  db.pragma('secure_delete = ON');
  try {
    return work();
  } finally {
    db.pragma('secure_delete = OFF');
  }
}

const TRIES = 20;
const PAUSE_MS = 50;

/**
 * Moves all of the write-ahead log into the file and empties it, so that it holds nothing that was erased. Waits a
 * second for reads that are under way; if they last longer, the log is emptied by a later erasure or the end.
 */
export async function emptyLog(db: Database): Promise<void> {
  for (let i = 0; i < TRIES && db.open; i++) {
    db.pragma('busy_timeout = 0');
    const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    db.pragma('busy_timeout = 5000');
    if (state?.busy === 0) return;
    await setTimeout(PAUSE_MS);
  }
}
