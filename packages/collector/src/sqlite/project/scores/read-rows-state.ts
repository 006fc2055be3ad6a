import { toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { ModelVersion } from '../../../storage/project-storage.ts';
import type { RowsState } from '../../../storage/score-reads.ts';
import { createScoreDay } from './score-day.ts';
import { createScoreScale } from './score-scale.ts';
import type { ScoreSet } from './score-sets.ts';

/** The live set of a version; undefined if it has none. */
export function prepareFindSet(db: Database): (model: ModelVersion) => ScoreSet | undefined {
  const select = db.prepare<[string, number], Pick<ScoreSet, 'id' | 'landmark'>>(
    "SELECT id, landmark FROM score_set WHERE model = ? AND version = ? AND state = 'live'",
  );
  return (model) => {
    const set = select.get(model.modelId, model.version);
    return set && { ...set, model, scale: createScoreScale(model, set.landmark) };
  };
}

/** How far the rows of the file follow its daily counts. */
export function prepareRowsState(db: Database): () => RowsState {
  const day = createScoreDay(db);
  const journal = db.prepare<[], Pick<RowsState, 'waitingSince' | 'waiting'>>(
    'SELECT min(at) AS waitingSince, coalesce(sum(length(profiles)), 0) / 8 AS waiting FROM score_journal',
  );
  return () => ({ rowsDay: toDayString(day.get() ?? 0), waitingSince: null, waiting: 0, ...journal.get() });
}
