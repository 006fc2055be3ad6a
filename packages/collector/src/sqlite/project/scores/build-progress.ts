import type { Database } from 'better-sqlite3';
import type { RowsProgress } from '../../../storage/score-reads.ts';
import type { VersionName } from '../model-tables.ts';

/** Notes how far the building of a set is, 0 to 1, within the caller's transaction. */
export type NoteProgress = (setId: number, ratio: number) => void;

// So that a step that only reads seldom needs a commit of its own.
const STEPS = 100;

/** Writes a hundredth at a time. */
export function prepareNoteProgress(db: Database): NoteProgress {
  const update = db.prepare<[number, number]>('UPDATE score_set SET done = ? WHERE id = ?');
  let noted = { setId: -1, step: 0 };
  return (setId, ratio) => {
    const step = Math.floor(ratio * STEPS);
    if (noted.setId === setId && noted.step === step) return;
    noted = { setId, step };
    update.run(step / STEPS, setId);
  };
}

interface ProgressRow {
  state: 'building' | 'live';
  done: number;
  began_at: number;
}

/** How far a version's rows are; undefined where there are none, and none are being built. */
export function prepareRowsProgress(db: Database): (version: VersionName) => RowsProgress | undefined {
  const select = db.prepare<[string, number], ProgressRow>(`
    SELECT state, done, began_at FROM score_set WHERE model = ? AND version = ? AND state <> 'retired'
    ORDER BY state DESC LIMIT 1`);
  return ({ modelId, version }) => {
    const row = select.get(modelId, version);
    return row && { ratio: row.state === 'live' ? 1 : row.done, beganAt: row.began_at };
  };
}
