import type { DayString } from '@ardent/core';
import { toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { CountDifference, VerifyReport } from '../../storage/verify-report.ts';
import { prepareKeptDays } from './kept-days.ts';
import { createMetaTable } from './meta-table.ts';
import { toProfileId } from './profile-id.ts';
import { createRecount, type Recount } from './recount-day.ts';
import { createSignalTable, type SignalTable } from './signal-table.ts';

const LISTED = 100;
// Sums of fractions differ by the order they were added in.
const TOLERANCE = 1e-9;

/** Counts every day anew from its raw events, on a snapshot of the file. Changes nothing. */
export function verifyCounts(db: Database): VerifyReport {
  return db.transaction(() => {
    const eventsFrom = readEventsFrom(db);
    const report: VerifyReport = {
      ...lookAround(db),
      eventsFrom: eventsFrom === 0 ? null : toDayString(eventsFrom),
      days: 0,
      events: 0,
      differences: [],
      differenceCount: 0,
    };
    const signals = createSignalTable(db);
    const recount = createRecount(db, signals);
    for (const day of daysToVerify(db, eventsFrom)) {
      const counted = recount(day);
      report.days++;
      report.events += counted.events;
      for (const difference of differencesOn(db, signals, counted)) {
        report.differenceCount++;
        if (report.differences.length < LISTED) report.differences.push(difference);
      }
    }
    return report;
  })();
}

/** Writes the counts of the days that differ anew, a day per transaction. Needs the file for itself. */
export function repairCounts(db: Database): { days: DayString[] } {
  const signals = createSignalTable(db);
  const recount = createRecount(db, signals);
  const repaired: DayString[] = [];
  for (const day of daysToVerify(db, readEventsFrom(db))) {
    const repair = db.transaction(() => {
      const counted = recount(day);
      if (differencesOn(db, signals, counted).length > 0) {
        rewriteDay(db, counted);
        repaired.push(toDayString(day));
      }
    });
    repair.immediate();
  }
  if (repaired.length > 0) forgetScores(db);
  return { days: repaired };
}

/** What was made of the counts before is made again at the next start. */
function forgetScores(db: Database): void {
  db.exec(`
    UPDATE score_set SET state = 'retired' WHERE state = 'live';
    UPDATE day_total SET content = NULL;
  `);
}

function readEventsFrom(db: Database): number {
  return prepareKeptDays(createMetaTable(db)).eventsFrom();
}

/** Days with events or counts: none before the first of which raw events are kept. */
function daysToVerify(db: Database, from: number): number[] {
  // Both tables lead with the day: one seek finds the next.
  const next = db
    .prepare<[number, number], number | null>(`SELECT min(day) FROM (
      SELECT min(day) AS day FROM event WHERE day > ? UNION ALL SELECT min(day) FROM daily WHERE day > ?)`)
    .pluck();
  const days: number[] = [];
  for (let day = next.get(from - 1, from - 1); typeof day === 'number'; day = next.get(day, day))
    days.push(day);
  return days;
}

function lookAround(db: Database): Pick<VerifyReport, 'unseenEvents' | 'integrity'> {
  const unseen = db
    .prepare<[], number>(
      'SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM seen s WHERE s.key = e.key)',
    )
    .pluck();
  const check = db.pragma('quick_check(1)', { simple: true });
  return { unseenEvents: unseen.get() ?? 0, integrity: String(check) };
}

function differencesOn(db: Database, signals: SignalTable, counted: Recount): CountDifference[] {
  const stored = db
    .prepare<[number], { profile: number; signal: number; amount: number; held: number }>(`
      SELECT profile, signal, amount, (SELECT count(*) FROM daily_distinct v
        WHERE v.day = d.day AND v.profile = d.profile AND v.signal = d.signal) AS held
      FROM daily d WHERE day = ?`)
    .all(counted.day)
    .filter(({ signal }) => signals.get(signal).filledFrom <= counted.day);
  const differences: CountDifference[] = [];
  const compare = (profile: number, signal: number, amounts: { stored: number; recounted: number }) => {
    if (isSame(amounts.stored, amounts.recounted)) return;
    const { event } = signals.get(signal);
    differences.push({
      day: toDayString(counted.day),
      profileId: toProfileId(profile),
      signal,
      event,
      ...amounts,
    });
  };
  const met = new Set<number>();
  for (const { profile, signal, amount, held } of stored) {
    const recounted = counted.amountOf(profile, signal);
    met.add(counted.cellOf(profile, signal));
    const values = counted.valueCountOf(profile, signal);
    compare(
      profile,
      signal,
      values === held ? { stored: amount, recounted } : { stored: held, recounted: values },
    );
  }
  for (const { cell, profile, signal, amount } of counted.cells()) {
    if (!met.has(cell)) compare(profile, signal, { stored: 0, recounted: amount });
  }
  return differences;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}

function rewriteDay(db: Database, { day, cells, values, signalIds }: Recount): void {
  const removeCells = db.prepare<[number, number]>('DELETE FROM daily WHERE day = ? AND signal = ?');
  const removeValues = db.prepare<[number, number]>(
    'DELETE FROM daily_distinct WHERE day = ? AND signal = ?',
  );
  for (const signal of signalIds) {
    removeCells.run(day, signal);
    removeValues.run(day, signal);
  }
  const addCell = db.prepare<[number, number, number, number]>('INSERT INTO daily VALUES (?, ?, ?, ?)');
  for (const { profile, signal, amount } of cells()) addCell.run(day, profile, signal, amount);
  const addValue = db.prepare<[number, number, number, Buffer]>(
    'INSERT INTO daily_distinct VALUES (?, ?, ?, ?)',
  );
  for (const { profile, signal, value } of values()) addValue.run(day, profile, signal, value);
}
