import { bandOf, rounded } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ModelVersion } from '../../../storage/project-storage.ts';
import type { DayTotalContent } from '../../../storage/score-reads.ts';
import { prepareKeptDays } from '../kept-days.ts';
import { createMetaTable } from '../meta-table.ts';
import type { WorkStep } from '../run-in-steps.ts';
import { prepareAmountsOf } from './read-amounts.ts';
import { createScoreScale, type ScoreScale } from './score-scale.ts';

/**
 * Totals of days that are over, by the version that was current when they closed; computed in the background. They go
 * with the daily counts of their day: without those they could not be computed anew.
 */
export interface DayTotals {
  /** Notes days from `from` up to, not including, `to`, and lets those without counts go, in the caller's transaction. */
  close(models: readonly ModelVersion[], days: { from: number; to: number }): void;
  /** The days from one on are not over. */
  forgetFrom(day: number): void;
  /** What was stored of a day changed: the totals from it on hold no more. */
  touch(day: number): void;
  /** Writes what was touched: before the commit. */
  flush(): void;
  isAnyDue(): boolean;
  /** Begins to compute what is due of one version. */
  begin(versions: readonly ModelVersion[]): WorkStep;
}

/** Scores below 0, then by tens, the last from here on. */
const LAST_BIN_FROM = 150;
const BINS = LAST_BIN_FROM / 10 + 2;

interface DueDay {
  model: string;
  version: number;
  day: number;
}

export function createDayTotals(db: Database, dayOf: (timeMs: number) => number): DayTotals {
  const add = db.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO day_total (model, version, day, content) VALUES (?, ?, ?, NULL)',
  );
  const forget = db.prepare<[number]>(
    'UPDATE day_total SET content = NULL WHERE day >= ? AND content IS NOT NULL',
  );
  const removeFrom = db.prepare<[number]>('DELETE FROM day_total WHERE day >= ?');
  const removeBefore = db.prepare<[number]>('DELETE FROM day_total WHERE day < ?');
  const due = db.prepare<[number], DueDay>(`
    SELECT model, version, day FROM day_total WHERE content IS NULL AND day >= ? ORDER BY model, version, day`);
  const keep = db.prepare<[string, string, number, number]>(
    'UPDATE day_total SET content = ? WHERE model = ? AND version = ? AND day = ?',
  );
  const { countsFrom } = prepareKeptDays(createMetaTable(db));
  const addPage = preparePages(db, dayOf);
  /** The earliest day that changed since a computation began. */
  let changedFrom = Number.POSITIVE_INFINITY;
  let touchedFrom = Number.POSITIVE_INFINITY;

  return {
    close(models, { from, to }) {
      for (const { modelId, version } of models)
        for (let day = from; day < to; day++) add.run(modelId, version, day);
      removeBefore.run(countsFrom());
    },
    forgetFrom: (day) => void removeFrom.run(day),
    touch(day) {
      touchedFrom = Math.min(touchedFrom, day);
    },
    flush() {
      if (touchedFrom === Number.POSITIVE_INFINITY) return;
      changedFrom = Math.min(changedFrom, touchedFrom);
      forget.run(touchedFrom);
      touchedFrom = Number.POSITIVE_INFINITY;
    },
    isAnyDue: () => due.get(countsFrom()) !== undefined,
    begin(versions) {
      changedFrom = Number.POSITIVE_INFINITY;
      const all = due.all(countsFrom());
      const [first] = all;
      const model = versions.find((one) => one.modelId === first?.model && one.version === first.version);
      const days = all.filter((one) => one.model === first?.model && one.version === first.version);
      if (model === undefined) return () => ({ count: 0, isMore: false });
      const scale = createScoreScale(model, first?.day ?? 0);
      const totals = days.map(({ day }): DayTotal => ({ day, content: emptyTotal() }));
      let after = 0;
      return (limit) => {
        const last = addPage({ model, scale, totals }, after, limit);
        after = last ?? after;
        if (last !== undefined) return { count: 0, isMore: true };
        for (const { day, content } of totals) {
          // Of what changed meanwhile some may be in it: it stays due.
          if (day < changedFrom) keep.run(JSON.stringify(content), model.modelId, model.version, day);
        }
        return { count: totals.length, isMore: false };
      };
    },
  };
}

interface DayTotal {
  day: number;
  content: DayTotalContent;
}

interface Totalled {
  model: ModelVersion;
  scale: ScoreScale;
  totals: readonly DayTotal[];
}

/** Adds the known profiles after a number; answers the last one, undefined if there was none. */
function preparePages(
  db: Database,
  dayOf: (timeMs: number) => number,
): (totalled: Totalled, after: number, limit: number) => number | undefined {
  const page = db.prepare<[number, number], { id: number; firstSeenAt: number }>(`
    SELECT id, first_seen_at AS firstSeenAt FROM profile
    WHERE id > ? AND user_id IS NOT NULL AND merged_into IS NULL AND opted_out = 0 ORDER BY id LIMIT ?`);
  const amountsOf = prepareAmountsOf(db);
  return ({ model, scale, totals }, after, limit) => {
    const profiles = page.all(after, limit);
    const first = scale.firstDay(totals[0]?.day ?? 0);
    for (const { id, firstSeenAt } of profiles) {
      const firstSeen = dayOf(firstSeenAt);
      const points = amountsOf(id, { from: first }).map(
        ([day, signal, amount]) => [day, scale.pointsOf(signal, amount)] as const,
      );
      for (const { day, content } of totals) {
        if (day < firstSeen) continue;
        let a = 0;
        for (const [on, ofCell] of points) if (on <= day) a += ofCell * scale.shareOf(on, day);
        addScore(content, scale.toScore(a, day), model);
      }
    }
    return profiles.at(-1)?.id;
  };
}

function addScore(content: DayTotalContent, score: number, { definition }: ModelVersion): void {
  const whole = rounded(score);
  const band = bandOf(whole, definition.bands);
  const bin = Math.max(0, Math.min(BINS - 1, Math.floor(whole / 10) + 1));
  content.profiles++;
  content.scoreSum += score;
  content.bands[band] = (content.bands[band] ?? 0) + 1;
  content.distribution[bin] = (content.distribution[bin] ?? 0) + 1;
}

function emptyTotal(): DayTotalContent {
  return { profiles: 0, scoreSum: 0, bands: {}, distribution: new Array<number>(BINS).fill(0) };
}
