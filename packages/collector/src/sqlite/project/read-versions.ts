import { signalDefinition } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ListedVersion, ModelWorkReads } from '../../storage/model-work.ts';
import type { KeptDays } from './kept-days.ts';
import { SELECT_VERSIONS, toModelVersion, type VersionRow } from './model-tables.ts';
import { prepareRowsProgress } from './scores/build-progress.ts';

type FindSignals = (
  signals: Parameters<ModelWorkReads['findSignals']>[0],
) => Awaited<ReturnType<ModelWorkReads['findSignals']>>;

/** Versions in any state, with how far their signals are counted. */
export function prepareListVersions(db: Database, kept: KeptDays): () => ListedVersion[] {
  const select = db.prepare<[], VersionRow>(
    `${SELECT_VERSIONS} ORDER BY m.is_main DESC, m.created_at, v.model, v.version`,
  );
  const countedRatio = prepareCountedRatio(db, kept);
  const rowsProgress = prepareRowsProgress(db);
  return () => {
    const rows = select.all();
    const hasRows = ({ model, version, state }: VersionRow) =>
      state === 'filling' ||
      (state === 'published' &&
        !rows.some((one) => one.state === state && one.model === model && one.version > version));
    return rows.map((row) => {
      const version = toModelVersion(row);
      return {
        ...version,
        state: row.state,
        publishedBy: row.published_by,
        countedRatio: countedRatio(row.signal_ids),
        scoredRatio: hasRows(row) ? (rowsProgress(version)?.ratio ?? 0) : null,
      };
    });
  };
}

export function prepareFindSignals(db: Database, kept: KeptDays): FindSignals {
  const find = db.prepare<[string], { id: number; filled_from: number }>(
    'SELECT id, filled_from FROM signal WHERE definition = ?',
  );
  const firstDay = prepareFirstDay(db, kept);
  return (signals) =>
    signals.map(({ event, where, measure = 'count' }) => {
      const row = find.get(signalDefinition({ event, measure, ...(where !== undefined && { where }) }));
      return row && { signalId: row.id, isCounted: row.filled_from <= firstDay() };
    });
}

function prepareCountedRatio(db: Database, kept: KeptDays): (signalIds: string) => number {
  const lastDay = db.prepare<[], number | null>('SELECT max(day) FROM event').pluck();
  const filledFrom = db
    .prepare<[string], number | null>(
      'SELECT max(s.filled_from) FROM json_each(?) j JOIN signal s ON s.id = j.value',
    )
    .pluck();
  const firstDay = prepareFirstDay(db, kept);
  return (signalIds) => {
    const first = firstDay();
    const days = Math.max(1, (lastDay.get() ?? first) + 1 - first);
    const left = Math.max(0, (filledFrom.get(signalIds) ?? first) - first);
    return Math.max(0, 1 - left / days);
  };
}

/** The first day that signals are counted from: not that of an event that came late, after its day was let go. */
function prepareFirstDay(db: Database, kept: KeptDays): () => number {
  const first = db.prepare<[], number | null>('SELECT min(day) FROM event').pluck();
  return () => Math.max(first.get() ?? 0, kept.eventsFrom());
}
