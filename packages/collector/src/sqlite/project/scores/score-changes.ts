import type { Database } from 'better-sqlite3';
import type { Cell } from '../daily-counts.ts';

/** What came to a profile since its rows were last written. */
export interface ProfileChange {
  /** Amounts added, by `dayOfCell` and `signalOfCell`; null: what the rows hold is in doubt, count anew. */
  cells: Map<number, number> | null;
  /** The latest event that made a day active, in milliseconds since 1970 UTC; 0: none. */
  seenAt: number;
  /** The earliest day that amounts were added to; Infinity: none. */
  firstDay: number;
}

/**
 * What appending changed that the score rows don't show yet: in memory, added up by profile. The journal in the file
 * names the profiles, so that after a crash theirs are counted anew.
 */
export interface ScoreChanges {
  add(cell: Cell, amount: number): void;
  /** Something else of the profile changed: who it is, whether it is measured, when it was last active. */
  touch(profile: number): void;
  see(profile: number, at: number): void;
  /** @param firstDay from which day on its counts may have changed, if that is not told by `add`. */
  recompute(profile: number, firstDay?: number): void;
  /** Adds the profiles that are new here to the journal: in the transaction of their changes. */
  flush(): void;
  /** After a rollback: nothing that memory says of amounts holds. */
  clear(): void;
  /** Only amounts of these signals matter. */
  setSignals(signalIds: Iterable<number>): void;
  readonly size: number;
  get(profile: number): ProfileChange | undefined;
  /** The profiles that have waited longest. */
  first(limit: number): [profile: number, change: ProfileChange][];
  /** The rows show what came to the profile. */
  settle(profile: number): void;
}

const SIGNALS = 65_536;

export const dayOfCell = (cell: number): number => Math.floor(cell / SIGNALS);
export const signalOfCell = (cell: number): number => cell % SIGNALS;

export function createScoreChanges(db: Database, now: () => number): ScoreChanges {
  const journal = db.prepare<[number, Buffer]>('INSERT INTO score_journal (at, profiles) VALUES (?, ?)');
  const changes = new Map<number, ProfileChange>();
  let signals: ReadonlySet<number> = new Set();
  let unjournaled: number[] = [];

  function changeOf(profile: number): ProfileChange {
    const known = changes.get(profile);
    if (known !== undefined) return known;
    const change = { cells: new Map<number, number>(), seenAt: 0, firstDay: Number.POSITIVE_INFINITY };
    changes.set(profile, change);
    unjournaled.push(profile);
    return change;
  }

  return {
    add({ day, profile, signal }, amount) {
      if (!signals.has(signal)) return;
      const change = changeOf(profile);
      if (day < change.firstDay) change.firstDay = day;
      const { cells } = change;
      if (cells === null) return;
      const cell = day * SIGNALS + signal;
      cells.set(cell, (cells.get(cell) ?? 0) + amount);
    },
    touch(profile) {
      changeOf(profile);
    },
    see(profile, at) {
      const change = changeOf(profile);
      if (at > change.seenAt) change.seenAt = at;
    },
    recompute(profile, firstDay = Number.POSITIVE_INFINITY) {
      const change = changeOf(profile);
      change.cells = null;
      change.firstDay = Math.min(change.firstDay, firstDay);
    },
    flush() {
      if (unjournaled.length === 0) return;
      journal.run(now(), Buffer.from(Float64Array.from(unjournaled).buffer));
      unjournaled = [];
    },
    clear() {
      for (const change of changes.values()) Object.assign(change, { cells: null, seenAt: 0 });
      unjournaled = [...changes.keys()];
    },
    setSignals(signalIds) {
      signals = new Set(signalIds);
    },
    get size() {
      return changes.size;
    },
    get: (profile) => changes.get(profile),
    first(limit) {
      const oldest: [number, ProfileChange][] = [];
      for (const entry of changes) {
        if (oldest.length >= limit) break;
        oldest.push(entry);
      }
      return oldest;
    },
    settle(profile) {
      changes.delete(profile);
    },
  };
}

/** The score journal as it stands in the file. */
export interface ScoreJournal {
  lastSeq(): number;
  /** All profiles up to an entry are settled. */
  removeUpTo(seq: number): void;
  listProfiles(): Set<number>;
}

export function createScoreJournal(db: Database): ScoreJournal {
  const last = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM score_journal').pluck();
  const remove = db.prepare<[number]>('DELETE FROM score_journal WHERE seq <= ?');
  const all = db.prepare<[], Buffer>('SELECT profiles FROM score_journal').pluck();
  return {
    lastSeq: () => last.get() ?? 0,
    removeUpTo(seq) {
      remove.run(seq);
    },
    listProfiles: () => new Set(all.all().flatMap(toProfiles)),
  };
}

function toProfiles(blob: Buffer): number[] {
  // A copy: Float64Array needs its bytes aligned.
  return Array.from(new Float64Array(new Uint8Array(blob).buffer));
}
