import { DaySet } from '../../dist/sqlite/project/day-set.js';
import { toStoredValue } from '../../dist/sqlite/project/distinct-values.js';
import { openProjectWriter } from '../../dist/sqlite/project/open-project-writer.js';
import { prepareProfileWrite } from '../../dist/sqlite/project/profile-row.js';
import { openProjectFile } from '../../dist/sqlite/project/project-file.js';

const DAYS = 90;
const DAY_MS = 86_400_000;
const EVENTS_PER_RUN = 16_384;
const PAGE = 3;
const TRACK = 0;

/**
 * Writes a project's file as the collector would have left it after `events` events of `profiles` known users on the
 * days before today, the default model's counts included. Straight into the tables, in the order of their keys.
 */
export function fillProject(path, { profiles, events }) {
  openProjectWriter({ path, timeZone: 'UTC', now: Date.now }).close();
  const db = openProjectFile(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const today = Math.floor(Date.now() / DAY_MS);
  const active = Array.from({ length: profiles + 1 }, () => undefined);
  db.exec("INSERT INTO event_name (id, text) VALUES (1, 'Task Created'), (2, 'Page Viewed')");
  const fillDay = prepareDay(db);
  for (let day = today - DAYS; day < today; day++) {
    for (const profile of fillDay(day, { profiles, events: Math.round(events / DAYS) })) {
      active[profile] ??= new DaySet();
      active[profile].add(day);
    }
  }
  fillProfiles(db, active, today);
  db.pragma('journal_mode = WAL');
  db.close();
}

function prepareDay(db) {
  db.function('stored_value', { deterministic: true }, (text) => toStoredValue(text));
  const session = "printf('%016d-%019d', @day, profile)";
  // Somebody who does a lot is somebody with a low number, as in the load.
  const addRun = db.prepare(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count),
      -- Materialized, so that each row is one person throughout.
      one AS MATERIALIZED (SELECT @day * ${DAY_MS} + (@done + i) * ${DAY_MS} / @ofDay AS at, (random() & 0xfffffff) / 268435456.0 AS u,
        CASE i % 3 WHEN 0 THEN ${PAGE} ELSE ${TRACK} END AS type FROM n),
      placed AS (SELECT at, type, 1 + CAST(@profiles * u * u * u AS INTEGER) AS profile FROM one)
    INSERT INTO event SELECT @day, @run, profile, CAST(unhex(printf('%012x', at)) || randomblob(10) AS BLOB), type,
      CASE type WHEN ${PAGE} THEN 2 ELSE 1 END, at, NULL, 0, NULL,
      CASE type WHEN ${PAGE} THEN NULL ELSE '{"plan":"starter","items":' || (at % 50) || ',"source":"toolbar"}' END,
      '/tasks/board' || char(31) || 'Acme /tasks/board' || char(31) || ${session} || char(31) || 'www.google.com', NULL
    FROM placed ORDER BY profile`);
  const addSeen = db.prepare(
    'INSERT INTO seen SELECT key, day FROM event WHERE day = @day AND run = @run ORDER BY key',
  );
  const addCounts = db.prepare(`
    INSERT INTO daily SELECT day, profile, signal, sum(amount) FROM (
      SELECT @day AS day, profile, 0 AS signal, 1.0 AS amount FROM event WHERE day = @day
      UNION ALL SELECT DISTINCT @day, profile, 1, 1.0 FROM event WHERE day = @day
      UNION ALL SELECT @day, profile, 2, 1.0 FROM event WHERE day = @day AND type = ${PAGE})
    GROUP BY profile, signal ORDER BY profile, signal`);
  const addValues = db.prepare(`
    INSERT INTO daily_distinct SELECT day, profile, 1, stored_value(${session}) FROM daily
    WHERE day = @day AND signal = 0 ORDER BY profile`);
  const activeOn = db.prepare('SELECT profile FROM daily WHERE day = ? AND signal = 0').pluck();
  return (day, { profiles, events }) => {
    for (let done = 0, run = 0; done < events; done += EVENTS_PER_RUN, run++) {
      const count = Math.min(EVENTS_PER_RUN, events - done);
      addRun.run({ day, run, count, done, ofDay: events, profiles });
      addSeen.run({ day, run });
    }
    addCounts.run({ day });
    addValues.run({ day });
    return activeOn.all(day);
  };
}

function fillProfiles(db, active, today) {
  const write = prepareProfileWrite(db);
  db.exec('BEGIN');
  for (let id = 1; id < active.length; id++) {
    const days = active[id] ?? new DaySet();
    const list = days.list();
    const row = { id, userId: userOf(id - 1), mergedInto: null, lastTouchedDay: null, optOut: null, days };
    write({ ...row, firstSeenAt: (list[0] ?? today - DAYS) * DAY_MS, lastActiveDay: list.at(-1) ?? null });
  }
  db.exec('COMMIT');
  db.exec('INSERT INTO identity SELECT 0, user_id, id, first_seen_at FROM profile ORDER BY user_id');
}

/** The userId that the load gives to its person of that number. */
export function userOf(index) {
  return `user-${100_000 + index}`;
}
