import SqliteDatabase from 'better-sqlite3';

const DAYS = 120;
const DAY_BYTES = DAYS / 8;
const KNOWN_RATIO = 0.9;
const SIGNALS_A_DAY = 3;
const PLANS = ['free', 'free', 'free', 'pro', 'pro', 'trial', 'trial', 'team', 'team', 'enterprise'];
const COUNTRIES = ['US', 'US', 'US', 'DE', 'DE', 'FR', 'GB', 'IN', 'BR', 'JP'];

/**
 * Fills a project's file, which its server has made and left, with so many profiles of about twenty daily rows each: a
 * few of them are active nearly every third day, most are hardly ever. Straight into SQLite; without score rows, so that
 * the next start builds them.
 *
 * @returns {{ profiles: number, dailyRows: number }}
 */
export function fillScores(path, profiles) {
  const db = new SqliteDatabase(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -262144');
  const today = Math.floor(Date.now() / 86_400_000);
  const days = db.transaction(() => addCounts(db, profiles, today))();
  addHours(db);
  db.transaction(() => addPeople(db, { profiles, days, today }))();
  db.exec("UPDATE score_set SET state = 'building'");
  const dailyRows = db.prepare('SELECT count(*) FROM daily').pluck().get();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { profiles, dailyRows };
}

function addCounts(db, profiles, today) {
  const signals = db.prepare('SELECT id FROM signal ORDER BY id LIMIT ?').pluck().all(SIGNALS_A_DAY);
  const insert = db.prepare('INSERT INTO daily (day, profile, signal, amount) VALUES (?, ?, ?, ?)');
  const activity = Float32Array.from({ length: profiles + 1 }, () => 0.33 * Math.random() ** 5);
  const days = new Uint8Array((profiles + 1) * DAY_BYTES);
  for (let i = 0; i < DAYS; i++) {
    const day = today - DAYS + 1 + i;
    for (let profile = 1; profile <= profiles; profile++) {
      if (Math.random() > activity[profile]) continue;
      days[profile * DAY_BYTES + (i >> 3)] |= 1 << (i & 7);
      for (const signal of signals) insert.run(day, profile, signal, 1 + Math.floor(5 * Math.random()));
    }
  }
  return days;
}

/** Each hour a twenty-fourth of its day: a score is told with whether tracking seems broken. */
function addHours(db) {
  db.prepare(`
    INSERT INTO hourly (hour, signal, amount)
    SELECT t.day * 24 + h.value, t.signal, t.amount / 24
    FROM (SELECT day, signal, sum(amount) AS amount FROM daily GROUP BY day, signal) t CROSS JOIN json_each(?) h
  `).run(JSON.stringify(Array.from({ length: 24 }, (_, hour) => hour)));
}

function addPeople(db, { profiles, days, today }) {
  const profile = db.prepare(`
    INSERT INTO profile (id, user_id, first_seen_at, last_active_day, days_from, days) VALUES (?, ?, ?, ?, ?, ?)`);
  const identity = db.prepare(
    'INSERT INTO identity (kind, external_id, profile, linked_at) VALUES (?, ?, ?, ?)',
  );
  const trait = db.prepare(
    `INSERT INTO trait (profile, name, value, at, message_id) VALUES (?, ?, ?, ?, 'm')`,
  );
  const activity = db.prepare('INSERT INTO activity (profile, at) VALUES (?, ?)');
  const daysFrom = today - DAYS + 1;
  const pick = (values) => JSON.stringify(values[Math.floor(values.length * Math.random())]);
  for (let id = 1; id <= profiles; id++) {
    const own = days.subarray(id * DAY_BYTES, (id + 1) * DAY_BYTES);
    const last = lastDay(own);
    const at = (daysFrom + Math.max(0, last)) * 86_400_000 + Math.floor(86_400_000 * Math.random());
    const isKnown = id <= profiles * KNOWN_RATIO;
    profile.run(id, isKnown ? `user-${id}` : null, at, last < 0 ? null : daysFrom + last, daysFrom, own);
    identity.run(isKnown ? 0 : 1, isKnown ? `user-${id}` : `visitor-${id}`, id, at);
    trait.run(id, 'plan', pick(PLANS), at);
    trait.run(id, 'country', pick(COUNTRIES), at);
    activity.run(id, last < 0 ? 0 : at);
  }
}

/** The last set bit of a bitmap of days; −1 if there is none. */
function lastDay(bits) {
  for (let i = DAYS - 1; i >= 0; i--) if (bits[i >> 3] & (1 << (i & 7))) return i;
  return -1;
}
