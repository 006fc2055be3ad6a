import { type ScoreModel, toDayString } from '@ardent/core';
import type { Database } from 'better-sqlite3';
import type { NewVersion, VersionState } from '../../storage/model-work.ts';
import type { ModelVersion } from '../../storage/project-storage.ts';

/** A model's versions: drafts, those `filling` while their signals are being counted, and those `published` for ever. */
export interface ModelTables {
  /** Stores the next version of the model named (absent: the main one), or of a new model. */
  addVersion(request: NewVersion, signalIds: readonly number[]): ModelVersion;
  /** A draft is to be published once its signals are counted, because somebody said so. */
  markFilling(version: VersionName, publishedBy: string): void;
  publish(version: VersionName, at: number): ModelVersion;
  find(version: VersionName): (ModelVersion & { state: VersionState }) | undefined;
  /** Drafts. */
  listDrafts(): ModelVersion[];
  /** Versions whose signals are still being counted. */
  listFilling(): ModelVersion[];
  /** Published versions, by model and version, the main model first. */
  listPublished(): ModelVersion[];
  has(modelId: string): boolean;
}

/** What names a version. */
export type VersionName = Pick<ModelVersion, 'modelId' | 'version'>;

/** A row of `SELECT_VERSIONS`. */
export interface VersionRow {
  model: string;
  state: VersionState;
  is_main: number;
  version: number;
  definition: string;
  signal_ids: string;
  author: string;
  reason: string;
  created_at: number;
  published_at: number | null;
  published_by: string | null;
  counted_from: number;
}

const MAIN_MODEL = 'main';
export const SELECT_VERSIONS = `
  SELECT v.model, v.state, v.published_by, m.is_main, v.version, v.definition, v.signal_ids, v.author, v.reason, v.created_at, v.published_at,
    max(
      coalesce((SELECT max(s.filled_from) FROM json_each(v.signal_ids) j JOIN signal s ON s.id = j.value), 0),
      coalesce((SELECT value FROM meta WHERE name = 'counts_from'), 0)
    ) AS counted_from
  FROM model_version v JOIN model m ON m.id = v.model`;

export function createModelTables(db: Database): ModelTables {
  const countModels = db.prepare<[], number>('SELECT count(*) FROM model').pluck();
  const findModel = db.prepare<[string], number>('SELECT 1 FROM model WHERE id = ?').pluck();
  const insertModel = db.prepare<[string, number, number]>(
    'INSERT INTO model (id, is_main, created_at) VALUES (?, ?, ?)',
  );
  const lastVersion = db
    .prepare<[string], number>('SELECT coalesce(max(version), 0) FROM model_version WHERE model = ?')
    .pluck();
  const insertVersion = db.prepare<[string, number, string, string, string, string, string, number]>(`
    INSERT INTO model_version (model, version, state, definition, signal_ids, author, reason, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const publish = db.prepare<[number, string, number]>(`
    UPDATE model_version SET state = 'published', published_at = ?, published_by = coalesce(published_by, author)
    WHERE model = ? AND version = ?`);
  const markFilling = db.prepare<[string, string, number]>(
    `UPDATE model_version SET state = 'filling', published_by = ? WHERE model = ? AND version = ?`,
  );
  const inState = db.prepare<[VersionState], VersionRow>(
    `${SELECT_VERSIONS} WHERE v.state = ? ORDER BY v.created_at, v.version`,
  );
  const findVersion = db.prepare<[string, number], VersionRow>(
    `${SELECT_VERSIONS} WHERE v.model = ? AND v.version = ?`,
  );
  const published = preparePublished(db);

  function addModel(at: number): string {
    const known = countModels.get() ?? 0;
    const modelId = known === 0 ? MAIN_MODEL : `model-${known + 1}`;
    insertModel.run(modelId, known === 0 ? 1 : 0, at);
    return modelId;
  }

  function get(modelId: string, version: number): ModelVersion {
    const row = findVersion.get(modelId, version);
    if (row === undefined) throw new RangeError(`no version ${version} of model ${modelId}`);
    return toModelVersion(row);
  }

  return {
    addVersion(request, signalIds) {
      const { createNew = false, definition, author, reason, at } = request;
      const modelId = createNew || countModels.get() === 0 ? addModel(at) : (request.modelId ?? MAIN_MODEL);
      const version = (lastVersion.get(modelId) ?? 0) + 1;
      insertVersion.run(
        modelId,
        version,
        request.publish ? 'filling' : 'draft',
        JSON.stringify(definition),
        JSON.stringify(signalIds),
        author,
        reason,
        at,
      );
      return get(modelId, version);
    },
    markFilling: ({ modelId, version }, publishedBy) => void markFilling.run(publishedBy, modelId, version),
    publish({ modelId, version }, at) {
      publish.run(at, modelId, version);
      return get(modelId, version);
    },
    find({ modelId, version }) {
      const row = findVersion.get(modelId, version);
      return row && { ...toModelVersion(row), state: row.state };
    },
    listDrafts: () => inState.all('draft').map(toModelVersion),
    listFilling: () => inState.all('filling').map(toModelVersion),
    listPublished: published,
    has: (modelId) => findModel.get(modelId) !== undefined,
  };
}

/** Published versions, by model and version, the main model first. */
export function preparePublished(db: Database): () => ModelVersion[] {
  const select = db.prepare<[], VersionRow>(
    `${SELECT_VERSIONS} WHERE v.state = 'published' ORDER BY m.is_main DESC, m.created_at, v.model, v.version`,
  );
  return () => select.all().map(toModelVersion);
}

/** A published version: the current one, and of the main model, where none is named. */
export function prepareFindPublished(
  db: Database,
): (modelId?: string, version?: number) => ModelVersion | undefined {
  const select = db.prepare<[{ modelId: string | null; version: number | null }], VersionRow>(`
    ${SELECT_VERSIONS}
    WHERE v.state = 'published' AND v.model = coalesce(@modelId, (SELECT id FROM model WHERE is_main = 1))
      AND (@version IS NULL OR v.version = @version)
    ORDER BY v.version DESC LIMIT 1`);
  return (modelId, version) => {
    const row = select.get({ modelId: modelId ?? null, version: version ?? null });
    return row && toModelVersion(row);
  };
}

/** A row as the port tells it. */
export function toModelVersion(row: VersionRow): ModelVersion {
  return {
    modelId: row.model,
    isMain: row.is_main === 1,
    version: row.version,
    definition: JSON.parse(row.definition) as ScoreModel,
    author: row.author,
    reason: row.reason,
    createdAt: row.created_at,
    publishedAt: row.published_at,
    signalIds: JSON.parse(row.signal_ids) as number[],
    countedFrom: row.counted_from === 0 ? null : toDayString(row.counted_from),
  };
}
