import type { Database } from 'better-sqlite3';
import { CollectorError } from '../../collector-error.ts';

/** Days that daily counts are kept if no model needs more. */
export const LEAST_RETENTION_DAYS = 400;

/**
 * `checked_at`: when a write was last tried for its own sake. The `…_from` are days since 1970: from which on there are
 * raw events and daily counts, and up to which what has no index by age was looked through; absent: nothing has gone.
 * `clock_at`, `doubted_…`: when the clock was last believed, and since it is not, when it was last read and how long it
 * has gone on.
 */
type MetaName =
  | 'time_zone'
  | 'retention_days'
  | 'checked_at'
  | 'events_from'
  | 'counts_from'
  | 'swept_from'
  | 'clock_at'
  | 'doubted_at'
  | 'doubted_ms';

/** Facts about the project as a whole, by name. */
export interface MetaTable {
  get(name: MetaName): string | number | undefined;
  set(name: MetaName, value: string | number): void;
}

export function createMetaTable(db: Database): MetaTable {
  const select = db.prepare<[string], string | number>('SELECT value FROM meta WHERE name = ?').pluck();
  const upsert = db.prepare<[string, string | number]>(
    'INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)',
  );
  return {
    get: (name) => select.get(name),
    set(name, value) {
      upsert.run(name, value);
    },
  };
}

/**
 * Remembers the zone that days are counted in.
 *
 * @throws CollectorError `time_zone_fixed` if the file already has messages whose days were made in another zone.
 */
export function fixTimeZone(db: Database, meta: MetaTable, timeZone: string): void {
  const stored = meta.get('time_zone');
  if (stored === timeZone) return;
  const hasData = db.prepare<[], number>('SELECT 1 FROM profile LIMIT 1').pluck().get() !== undefined;
  if (stored !== undefined && hasData) {
    throw new CollectorError({
      code: 'time_zone_fixed',
      message: `time zone must stay ${stored} for ${db.name}, which has data, got ${timeZone}`,
      hint: `set the time zone back to ${stored}, or start another project`,
    });
  }
  meta.set('time_zone', timeZone);
}

/** Days that daily counts are kept, as the published models need. */
export function readRetention(meta: MetaTable): number {
  return Number(meta.get('retention_days') ?? LEAST_RETENTION_DAYS);
}
