import type { Database } from 'better-sqlite3';
import { type NoteProgress, prepareNoteProgress } from './build-progress.ts';
import { rankBucket } from './rank-bucket.ts';
import { toRow } from './score-profile.ts';
import type { ScoreSet } from './score-sets.ts';
import { type StandingFacts, standingOf } from './standing.ts';
import { type CellPlace, type OnCell, prepareWalkCells } from './walk-cells.ts';

/** Runs a step in a transaction of its own, between appends. */
export type RunStep = <Result>(step: () => Result) => Promise<Result>;

export interface SetBuild {
  set: ScoreSet;
  today: number;
  /** Profiles that changed since the build began: left out, because they are computed one by one at its end. */
  hasChanged(profile: number): boolean;
  runStep: RunStep;
}

// Some 10 ms each, so that appends between two steps wait no longer.
const CELLS_PER_STEP = 16_384;
const PROFILES_PER_STEP = 2_000;
/** Of the whole work, what is done after the pass over the counts, and after the rows. */
const SUMMED = 0.5;
const FILLED = 0.75;

/**
 * Computes the rows of everybody in a set: one pass over the daily counts, then the rows in the order of the profiles,
 * then their ranks in the order of A. Every table is written from its beginning to its end, which keeps the pages that a
 * step changes few.
 */
export function createSetBuilder(db: Database): (build: SetBuild) => Promise<void> {
  const note = prepareNoteProgress(db);
  const sumUp = prepareSums(db, note);
  const writeRows = prepareRows(db, note);
  const writeRanks = prepareRanks(db, note);
  return async (build) => {
    const sums = await sumUp(build);
    await writeRanks(build, { ranks: await writeRows(build, sums), sums });
  };
}

/** A by profile. */
function prepareSums(db: Database, note: NoteProgress): (build: SetBuild) => Promise<Float64Array> {
  const lastProfile = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM profile').pluck();
  const oldestDay = db.prepare<[number], number | null>('SELECT min(day) FROM daily WHERE day >= ?').pluck();
  const walkCells = prepareWalkCells(db);
  return async ({ set: { id, scale }, today, runStep }) => {
    const sums = new Float64Array((lastProfile.get() ?? 0) + 1);
    const first = Math.max(scale.firstDay(today), Number.MIN_SAFE_INTEGER);
    const from = oldestDay.get(first) ?? today;
    const addCell: OnCell = (day, profile, signal, amount) => {
      // Those made meanwhile have changed, too.
      if (profile >= sums.length || !scale.counts(signal)) return;
      sums[profile] = (sums[profile] ?? 0) + scale.pointsOf(signal, amount) * scale.shareOf(day, today);
    };
    let place: CellPlace | undefined = [first, 0, -1];
    while (place !== undefined) {
      const start: CellPlace = place;
      place = await runStep(() => {
        note(id, SUMMED * shareOf(start[0], { from, to: today }));
        return walkCells(addCell, { after: start, limit: CELLS_PER_STEP });
      });
    }
    return sums;
  };
}

/** How much of a range of days lies before one of them, 0 to 1. */
function shareOf(day: number, { from, to }: { from: number; to: number }): number {
  return Math.min(1, Math.max(0, (day - from) / (to - from + 1)));
}

/** Profiles by standing and bucket of A. */
type Ranks = Map<number, Map<number, number[]>>;

function prepareRows(
  db: Database,
  note: NoteProgress,
): (build: SetBuild, sums: Float64Array) => Promise<Ranks> {
  const page = db.prepare<[number, number], StandingFacts & { id: number }>(`
    SELECT id, user_id IS NOT NULL AS isKnown, last_active_day AS lastActiveDay FROM profile
    WHERE id > ? AND merged_into IS NULL AND opted_out = 0 ORDER BY id LIMIT ?`);
  const insert = db.prepare<[number, number, number, number, number]>(
    'INSERT INTO score_row (score_set, profile, standing, a, p) VALUES (?, ?, ?, ?, ?)',
  );
  return async ({ set, today, hasChanged, runStep }, sums) => {
    const ranks: Ranks = new Map();
    let after = 0;
    const writePage = () => {
      const profiles = page.all(after, PROFILES_PER_STEP);
      for (const facts of profiles) {
        if (facts.id >= sums.length || hasChanged(facts.id)) continue;
        const { a, p } = toRow(sums[facts.id] ?? 0);
        const standing = standingOf(facts, today);
        insert.run(set.id, facts.id, standing, a, p);
        addRank(ranks, { standing, bucket: rankBucket(a), profile: facts.id });
      }
      after = profiles.at(-1)?.id ?? after;
      note(set.id, SUMMED + ((FILLED - SUMMED) * Math.min(after, sums.length)) / sums.length);
      return profiles.length === PROFILES_PER_STEP;
    };
    while (await runStep(writePage));
    return ranks;
  };
}

interface Rank {
  standing: number;
  bucket: number;
  profile: number;
}

function addRank(ranks: Ranks, { standing, bucket, profile }: Rank): void {
  const buckets = ranks.get(standing) ?? new Map<number, number[]>();
  ranks.set(standing, buckets);
  const ofBucket = buckets.get(bucket);
  if (ofBucket === undefined) buckets.set(bucket, [profile]);
  else ofBucket.push(profile);
}

type Ranked = { ranks: Ranks; sums: Float64Array };

function prepareRanks(db: Database, note: NoteProgress): (build: SetBuild, ranked: Ranked) => Promise<void> {
  const insert = db.prepare<[number, number, number, number]>(
    'INSERT INTO score_rank (score_set, standing, a, profile) VALUES (?, ?, ?, ?)',
  );
  const tally = prepareTally(db);
  return async ({ set, hasChanged, runStep }, ranked) => {
    const inOrder = inRankOrder(ranked);
    let ranks = 0;
    const writeSome = () => {
      for (let written = 0; written < PROFILES_PER_STEP; written++, ranks++) {
        const { value: rank, done } = inOrder.next();
        if (done === true) return false;
        // Who changed since its row was written is left to the end: by now its row may hold something else.
        if (hasChanged(rank.profile)) continue;
        const { a } = toRow(ranked.sums[rank.profile] ?? 0);
        insert.run(set.id, rank.standing, a, rank.profile);
        tally.count(set.id, rank);
      }
      return true;
    };
    const writePage = () => {
      note(set.id, FILLED + ((1 - FILLED) * Math.min(ranks, ranked.sums.length)) / ranked.sums.length);
      const isMore = writeSome();
      tally.flush();
      return isMore;
    };
    while (await runStep(writePage));
  };
}

/** Counts ranks by bucket; all of a bucket come one after the other. */
function prepareTally(db: Database): { count(set: number, rank: Rank): void; flush(): void } {
  const add = db.prepare<[number, number, number, number]>(`
    INSERT INTO score_tally (score_set, standing, bucket, profiles) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET profiles = profiles + excluded.profiles`);
  let counted = { set: 0, standing: 0, bucket: 0, profiles: 0 };

  function flush(): void {
    const { set, standing, bucket, profiles } = counted;
    if (profiles > 0) add.run(set, standing, bucket, profiles);
    counted.profiles = 0;
  }

  return {
    count(set, { standing, bucket }) {
      if (counted.standing !== standing || counted.bucket !== bucket || counted.set !== set) {
        flush();
        counted = { set, standing, bucket, profiles: 0 };
      }
      counted.profiles++;
    },
    flush,
  };
}

function* inRankOrder({ ranks, sums }: Ranked): Generator<Rank, undefined> {
  const ascending = <Value>([a]: [number, Value], [b]: [number, Value]) => a - b;
  for (const [standing, buckets] of [...ranks].sort(ascending)) {
    for (const [bucket, profiles] of [...buckets].sort(ascending)) {
      profiles.sort((a, b) => (sums[a] ?? 0) - (sums[b] ?? 0) || a - b);
      for (const profile of profiles) yield { standing, bucket, profile };
    }
  }
}
