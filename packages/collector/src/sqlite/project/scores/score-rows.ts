import type { Database } from 'better-sqlite3';
import { rankBucket } from './rank-bucket.ts';

/** What a set holds of a profile. `p`: the largest |a| or |term| since it was last computed from the daily counts. */
export interface ScoreRow {
  standing: number;
  a: number;
  p: number;
}

/** The rows of all sets with their order and tallies, changed together within the caller's transaction. */
export interface ScoreRows {
  find(set: number, profile: number): ScoreRow | undefined;
  put(set: number, profile: number, row: ScoreRow, before: ScoreRow | undefined): void;
  remove(set: number, profile: number): void;
  /** Takes a profile out of every table of scores. */
  removeProfile(profile: number): void;
  /** Writes the tallies that changed: before the commit. */
  flush(): void;
  /** After a rollback. */
  clear(): void;
}

// A standing and a bucket share one number: buckets go from −65,537 to 65,535.
const BUCKETS = 262_144;
const MIDDLE = 131_072;

export function createScoreRows(db: Database): ScoreRows {
  const select = db.prepare<[number, number], ScoreRow>(
    'SELECT standing, a, p FROM score_row WHERE score_set = ? AND profile = ?',
  );
  const upsert = db.prepare<[number, number, number, number, number]>(
    'INSERT OR REPLACE INTO score_row (score_set, profile, standing, a, p) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteRow = db.prepare<[number, number]>('DELETE FROM score_row WHERE score_set = ? AND profile = ?');
  const insertRank = db.prepare<[number, number, number, number]>(
    'INSERT INTO score_rank (score_set, standing, a, profile) VALUES (?, ?, ?, ?)',
  );
  const deleteRank = db.prepare<[number, number, number, number]>(
    'DELETE FROM score_rank WHERE score_set = ? AND standing = ? AND a = ? AND profile = ?',
  );
  const setsOf = db
    .prepare<[number], number>(
      'SELECT s.id FROM score_set s WHERE EXISTS (SELECT 1 FROM score_row r WHERE r.score_set = s.id AND r.profile = ?)',
    )
    .pluck();
  const removeActivity = db.prepare<[number]>('DELETE FROM activity WHERE profile = ?');
  const tallies = createTallies(db);

  function takeRank(set: number, profile: number, { standing, a }: ScoreRow): void {
    const { changes } = deleteRank.run(set, standing, a, profile);
    if (changes === 1) tallies.add(set, standing, a, -1);
  }

  function remove(set: number, profile: number): void {
    const row = select.get(set, profile);
    if (row === undefined) return;
    takeRank(set, profile, row);
    deleteRow.run(set, profile);
  }

  return {
    remove,
    find: (set, profile) => select.get(set, profile),
    put(set, profile, row, before) {
      const isMoved = before === undefined || before.a !== row.a || before.standing !== row.standing;
      if (isMoved || before.p !== row.p) upsert.run(set, profile, row.standing, row.a, row.p);
      if (!isMoved) return;
      if (before !== undefined) takeRank(set, profile, before);
      insertRank.run(set, row.standing, row.a, profile);
      tallies.add(set, row.standing, row.a, 1);
    },
    removeProfile(profile) {
      for (const set of setsOf.all(profile)) remove(set, profile);
      removeActivity.run(profile);
    },
    flush: tallies.flush,
    clear: tallies.clear,
  };
}

interface Tallies {
  add(set: number, standing: number, a: number, profiles: number): void;
  flush(): void;
  clear(): void;
}

function createTallies(db: Database): Tallies {
  const upsert = db.prepare<[number, number, number, number]>(`
    INSERT INTO score_tally (score_set, standing, bucket, profiles) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET profiles = profiles + excluded.profiles`);
  const changed = new Map<number, Map<number, number>>();
  return {
    add(set, standing, a, profiles) {
      const ofSet = changed.get(set) ?? new Map<number, number>();
      changed.set(set, ofSet);
      const key = standing * BUCKETS + rankBucket(a) + MIDDLE;
      ofSet.set(key, (ofSet.get(key) ?? 0) + profiles);
    },
    flush() {
      for (const [set, ofSet] of changed) {
        for (const [key, profiles] of ofSet) {
          if (profiles !== 0) upsert.run(set, Math.floor(key / BUCKETS), (key % BUCKETS) - MIDDLE, profiles);
        }
      }
      changed.clear();
    },
    clear: () => changed.clear(),
  };
}
