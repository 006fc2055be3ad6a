import type { Database } from 'better-sqlite3';

/** Keeps the largest running total of dropped events that a browser reported: a total that is sent twice counts once. */
export function prepareDroppedWrite(db: Database): (anonymousId: string, total: number, at: number) => void {
  const upsert = db.prepare<[string, number, number]>(`
    INSERT INTO dropped (anonymous_id, total, at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET total = excluded.total, at = excluded.at WHERE excluded.total > total`);
  return (anonymousId, total, at) => {
    upsert.run(anonymousId, total, at);
  };
}
