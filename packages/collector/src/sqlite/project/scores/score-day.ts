import type { Database } from 'better-sqlite3';

/** The day that score rows are right for, as days since 1970. */
export interface ScoreDay {
  /** Undefined before the first rows. */
  get(): number | undefined;
  set(day: number): void;
}

export function createScoreDay(db: Database): ScoreDay {
  const select = db.prepare<[], number>("SELECT value FROM meta WHERE name = 'score_day'").pluck();
  const upsert = db.prepare<[number]>("INSERT OR REPLACE INTO meta (name, value) VALUES ('score_day', ?)");
  return {
    get: () => select.get(),
    set(day) {
      upsert.run(day);
    },
  };
}
