import type { Database } from 'better-sqlite3';
import type {
  SetProbability,
  StoredProbability,
  VersionProbability,
} from '../../storage/version-probability.ts';
import type { VersionName } from './model-tables.ts';

interface ProbabilityRow {
  content: string;
  set_at: number;
  set_by: string;
}

/** Sets or takes away a version's probability, in the caller's transaction, with an entry in the audit. */
export function prepareSetProbability(db: Database): (request: SetProbability) => void {
  const put = db.prepare<[string, number, string, number, string]>(
    'INSERT OR REPLACE INTO version_probability (model, version, content, set_at, set_by) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = db.prepare<[string, number]>(
    'DELETE FROM version_probability WHERE model = ? AND version = ?',
  );
  const audit = db.prepare<[number, string, string, string]>(
    'INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, ?, ?)',
  );
  return ({ modelId, version, probability, change: { at, actor } }) => {
    if (probability === null) remove.run(modelId, version);
    else put.run(modelId, version, JSON.stringify(probability), at, actor);
    const action = probability === null ? 'probability-removed' : 'probability-set';
    audit.run(at, actor, action, `${modelId} v${version}`);
  };
}

export function prepareFindProbability(
  db: Database,
): (version: VersionName) => StoredProbability | undefined {
  const select = db.prepare<[string, number], ProbabilityRow>(
    'SELECT content, set_at, set_by FROM version_probability WHERE model = ? AND version = ?',
  );
  return ({ modelId, version }) => {
    const row = select.get(modelId, version);
    if (row === undefined) return undefined;
    return { ...(JSON.parse(row.content) as VersionProbability), setAt: row.set_at, setBy: row.set_by };
  };
}
