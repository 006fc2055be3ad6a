import { setImmediate } from 'node:timers/promises';
import { toDayNumber, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { CountRow, CountScan, DayRange, EventRow } from '../../storage/count-scan.ts';
import type { ProfileId } from '../../storage/project-storage.ts';
import { EVENT_FLAGS } from './event-row.ts';
import { toProfileId } from './profile-id.ts';

const IS_KNOWN = 'user_id IS NOT NULL AND merged_into IS NULL AND opted_out = 0';
/** Of the numbers that were given, so many are tried for each profile wanted. */
const TRIES = 5;

/** Reads of everybody at once: by day, as the tables lie. */
export function createCountScan(db: Database, kept: { countsFrom(): number }): CountScan {
  const firstDay = db.prepare<[number], number | null>('SELECT min(day) FROM daily WHERE day >= ?').pluck();
  const known = db.prepare<[], number>(`SELECT id FROM profile WHERE ${IS_KNOWN} ORDER BY id`).pluck();
  const userOf = db
    .prepare<[number], string>(`SELECT user_id FROM profile WHERE id = ? AND ${IS_KNOWN}`)
    .pluck();
  const daysOf = (table: 'daily' | 'event') =>
    db
      .prepare<[{ from: number; to: number }], number>(`
        WITH RECURSIVE days(day) AS (
          SELECT min(day) FROM ${table} WHERE day >= @from
          UNION ALL
          SELECT (SELECT min(day) FROM ${table} t WHERE t.day > days.day) FROM days WHERE days.day IS NOT NULL
        ) SELECT day FROM days WHERE day <= @to`)
      .pluck();
  const countDays = daysOf('daily');
  const eventDays = daysOf('event');
  const countsOn = db
    .prepare<[number], CountRow>('SELECT profile, signal, amount FROM daily WHERE day = ?')
    .raw();
  const toRange = ({ from, to }: DayRange) => ({
    from: Math.max(kept.countsFrom(), from === undefined ? 0 : toDayNumber(from, 'from')),
    to: toDayNumber(to, 'to'),
  });
  return {
    async firstCountedDay() {
      const day = firstDay.get(kept.countsFrom());
      return day === null || day === undefined ? undefined : toDayString(day);
    },
    listKnown: async () => known.all(),
    async identify(profiles) {
      return profiles.flatMap((profile) => {
        const userId = userOf.get(profile);
        return userId === undefined ? [] : [{ profile, profileId: toProfileId(profile), userId }];
      });
    },
    sampleKnown: async (size, random) => sampleKnown(db, size, random),
    async scanCounts(range, visit) {
      for (const day of countDays.all(toRange(range))) {
        for (const row of countsOn.iterate(day)) visit(row, day);
        await setImmediate();
      }
    },
    async scanEvents({ names, ...range }, visit) {
      const eventsOn = prepareEventsOn(db, names);
      for (const day of eventDays.all(toRange(range))) {
        for (const row of eventsOn.iterate(day, ...(names ?? []))) visit(row, day);
        await setImmediate();
      }
    },
  };
}

function prepareEventsOn(db: Database, names: readonly string[] | undefined) {
  const condition =
    names === undefined
      ? `e.flags & ${EVENT_FLAGS.bot | EVENT_FLAGS.passive} = 0`
      : `e.flags & ${EVENT_FLAGS.bot} = 0 AND n.text IN (${names.map(() => '?').join(', ')})`;
  return db
    .prepare<unknown[], EventRow>(`
      SELECT coalesce(p.merged_into, e.profile), n.text, count(*)
      FROM event e JOIN event_name n ON n.id = e.name JOIN profile p ON p.id = e.profile
      WHERE e.day = ? AND ${condition} GROUP BY 1, 2`)
    .raw();
}

function sampleKnown(
  db: Database,
  size: number,
  random: () => number,
): Awaited<ReturnType<CountScan['sampleKnown']>> {
  const last = db.prepare<[], number | null>('SELECT max(id) FROM profile').pluck().get() ?? 0;
  if (last <= size * TRIES) {
    const all = db.prepare<[], number>(`SELECT id FROM profile WHERE ${IS_KNOWN}`).pluck().all();
    if (all.length <= size) {
      return { profileIds: all.map(toProfileId), population: () => all.length, isAll: true };
    }
  }
  const isKnown = db.prepare<[number], number>(`SELECT 1 FROM profile WHERE id = ? AND ${IS_KNOWN}`).pluck();
  const picked = new Set<number>();
  const tried = new Set<number>();
  function* pick(): Generator<ProfileId> {
    // Few of the numbers may be of known people: then fewer are picked.
    for (let i = 0; i < size * TRIES && picked.size < size; i++) {
      const id = 1 + Math.floor(random() * last);
      tried.add(id);
      if (picked.has(id) || isKnown.get(id) === undefined) continue;
      picked.add(id);
      yield toProfileId(id);
    }
  }
  const population = () => Math.round((last * picked.size) / Math.max(1, tried.size));
  return { profileIds: pick(), population, isAll: false };
}
