import type { Database } from 'better-sqlite3';
import type { DailyAmount } from '../../../storage/score-reads.ts';
import { createLastSeen } from './last-seen.ts';
import { prepareAmountsOf } from './read-amounts.ts';
import { dayOfCell, type ProfileChange, signalOfCell } from './score-changes.ts';
import type { ScoreRow, ScoreRows } from './score-rows.ts';
import type { ScoreSet } from './score-sets.ts';
import { type StandingFacts, standingOf } from './standing.ts';
import { sumOf } from './sum-of.ts';

/** Brings the rows of one profile up to date, within the caller's transaction. */
export interface ProfileScorer {
  /** Adds a change to the profile's rows in the sets; where that would lose digits, counts anew. */
  apply(profile: number, change: ProfileChange, when: ScoringMoment): void;
  /** Computes the profile's row of one set from its daily counts, whatever stood there. */
  compute(profile: number, set: ScoreSet, today: number): void;
}

export interface ScoringMoment {
  sets: readonly ScoreSet[];
  today: number;
}

interface Facts extends StandingFacts {
  mergedInto: number | null;
  optedOut: number;
}

// What is left of sums that took each other away has lost as many digits: half of a double's are kept.
const LEAST_REST_RATIO = 1e-6;

export function createProfileScorer(db: Database, rows: ScoreRows): ProfileScorer {
  const factsOf = db.prepare<[number], Facts>(`
    SELECT user_id IS NOT NULL AS isKnown, last_active_day AS lastActiveDay, merged_into AS mergedInto,
      opted_out AS optedOut FROM profile WHERE id = ?`);
  const amountOn = db
    .prepare<[number, number, number], number>(
      'SELECT amount FROM daily WHERE day = ? AND profile = ? AND signal = ?',
    )
    .pluck();
  const amountsOf = prepareAmountsOf(db);
  const lastSeen = createLastSeen(db);

  /** Reads the counts when they are first needed, once for all sets. */
  function countsOf(profile: number, { sets, today }: ScoringMoment): () => DailyAmount[] {
    let amounts: DailyAmount[] | undefined;
    return () => {
      amounts ??= amountsOf(profile, { from: Math.min(...sets.map(({ scale }) => scale.firstDay(today))) });
      return amounts;
    };
  }

  function addTerms(set: ScoreSet, profile: number, terms: Terms): ScoreRow {
    const { before, cells, today } = terms;
    let { a, p } = before;
    for (const [cell, added] of cells) {
      const [day, signal] = [dayOfCell(cell), signalOfCell(cell)];
      if (!set.scale.counts(signal)) continue;
      const amount = amountOn.get(day, profile, signal) ?? 0;
      const points = set.scale.pointsOf(signal, amount) - set.scale.pointsOf(signal, amount - added);
      const term = points * set.scale.shareOf(day, today);
      a += term;
      p = Math.max(p, Math.abs(a), Math.abs(term));
    }
    return { ...before, a, p };
  }

  function see(profile: number, { seenAt, cells }: ProfileChange, facts: Facts, isNew: boolean): void {
    if (cells === null) lastSeen.find(profile, facts.lastActiveDay);
    else if (seenAt > 0 || isNew) lastSeen.note(profile, seenAt);
  }

  return {
    apply(profile, change, when) {
      const facts = factsOf.get(profile);
      if (facts === undefined || facts.mergedInto !== null) {
        if (facts !== undefined && facts.mergedInto !== null) lastSeen.move(profile, facts.mergedInto);
        rows.removeProfile(profile);
        return;
      }
      let isNew = when.sets.length === 0;
      const counts = countsOf(profile, when);
      const { today } = when;
      const standing = standingOf(facts, today);
      for (const set of when.sets) {
        if (facts.optedOut === 1) {
          rows.remove(set.id, profile);
          continue;
        }
        const before = rows.find(set.id, profile);
        isNew ||= before === undefined;
        const { cells } = change;
        const summed = before && cells && addTerms(set, profile, { before, cells, today });
        const row = summed && isExact(summed) ? summed : toRow(sumOf(set, counts(), today));
        rows.put(set.id, profile, { ...row, standing }, before);
      }
      see(profile, change, facts, isNew);
    },
    compute(profile, set, today) {
      rows.remove(set.id, profile);
      const facts = factsOf.get(profile);
      if (facts === undefined || facts.mergedInto !== null || facts.optedOut === 1) return;
      const amounts = amountsOf(profile, { from: set.scale.firstDay(today) });
      const row = { ...toRow(sumOf(set, amounts, today)), standing: standingOf(facts, today) };
      rows.put(set.id, profile, row, undefined);
    },
  };
}

interface Terms {
  before: ScoreRow;
  cells: ReadonlyMap<number, number>;
  today: number;
}

function isExact({ a, p }: ScoreRow): boolean {
  return Math.abs(a) >= LEAST_REST_RATIO * p;
}

/** A row that was just computed; −0 is 0, so that equals stand together. */
export function toRow(a: number): Pick<ScoreRow, 'a' | 'p'> {
  return { a: a + 0, p: Math.abs(a) };
}
