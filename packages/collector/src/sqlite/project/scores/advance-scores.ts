import type { Database } from 'better-sqlite3';
import { rankBucket } from './rank-bucket.ts';
import type { ScoreSet } from './score-sets.ts';
import { RECENT_DAYS } from './standing.ts';

// 2^900 times the largest amounts is near the end of what a double holds.
const MOST_HALF_LIVES = 400;

/** What the coming of a new day asks of the score rows. */
export interface DaySteps {
  /** Profiles whose rows another day than `from` changes, up to `to`: of a window, or by a long absence. */
  listDue(sets: readonly ScoreSet[], days: { from: number; to: number }): Set<number>;
  /** Moves landmarks that have come to lie far back, by whole half-lives: that multiplies by a power of two, exactly. */
  moveLandmarks(sets: readonly ScoreSet[], today: number): void;
}

export function createDaySteps(db: Database): DaySteps {
  const activeOn = db.prepare<[number], number>('SELECT DISTINCT profile FROM daily WHERE day = ?').pluck();
  registerRankBucket(db);
  const moveLandmark = prepareMove(db);
  return {
    listDue(sets, { from, to }) {
      const windows = sets.flatMap(
        ({
          model: {
            definition: { decay },
          },
        }) => (decay.type === 'window' ? [decay.days] : []),
      );
      // What a clock that was ahead left on the new day, a long absence, a day that leaves the window.
      const offsets = new Set([0, RECENT_DAYS, ...windows]);
      const days = new Set<number>();
      for (let day = from + 1; day <= to; day++) for (const offset of offsets) days.add(day - offset);
      return new Set([...days].flatMap((day) => activeOn.all(day)));
    },
    moveLandmarks(sets, today) {
      for (const set of sets) {
        const { decay } = set.model.definition;
        const halfLives = Math.floor((today - set.landmark) / decay.days);
        if (decay.type === 'half-life' && halfLives >= MOST_HALF_LIVES)
          moveLandmark(set, { halfLives, to: set.landmark + halfLives * decay.days });
      }
    },
  };
}

function prepareMove(db: Database): (set: ScoreSet, move: { halfLives: number; to: number }) => void {
  const scaleRows = db.prepare<[number, number, number]>(
    'UPDATE score_row SET a = a * ?, p = p * ? WHERE score_set = ?',
  );
  const removeRanks = db.prepare<[number]>('DELETE FROM score_rank WHERE score_set = ?');
  const addRanks = db.prepare<[number]>(`
    INSERT INTO score_rank (score_set, standing, a, profile)
    SELECT score_set, standing, a, profile FROM score_row WHERE score_set = ? ORDER BY standing, a, profile`);
  const removeTallies = db.prepare<[number]>('DELETE FROM score_tally WHERE score_set = ?');
  const addTallies = db.prepare<[number]>(`
    INSERT INTO score_tally (score_set, standing, bucket, profiles)
    SELECT score_set, standing, rank_bucket(a), count(*) FROM score_rank WHERE score_set = ? GROUP BY 1, 2, 3`);
  const setLandmark = db.prepare<[number, number]>('UPDATE score_set SET landmark = ? WHERE id = ?');
  return ({ id }, { halfLives, to }) => {
    const factor = 2 ** -halfLives;
    scaleRows.run(factor, factor, id);
    removeRanks.run(id);
    addRanks.run(id);
    removeTallies.run(id);
    addTallies.run(id);
    setLandmark.run(to, id);
  };
}

/** Makes `rank_bucket(a)` known to SQL. */
function registerRankBucket(db: Database): void {
  db.function('rank_bucket', { deterministic: true }, (a: unknown) => rankBucket(Number(a)));
}
