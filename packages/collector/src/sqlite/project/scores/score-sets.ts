import type { Database } from 'better-sqlite3';
import type { ModelVersion } from '../../../storage/project-storage.ts';
import { createScoreScale, type ScoreScale } from './score-scale.ts';

/** The rows of one model version. */
export interface ScoreSet {
  id: number;
  model: ModelVersion;
  landmark: number;
  scale: ScoreScale;
}

/** Which sets there are. A set is built, then live until the next version's is, then retired and swept away. */
export interface ScoreSets {
  listLive(): readonly ScoreSet[];
  /** @param beganAt milliseconds since 1970 UTC. */
  create(model: ModelVersion, landmark: number, beganAt: number): ScoreSet;
  /** Makes a built set the one of its model. */
  goLive(set: ScoreSet): void;
  /** No rows hold any more. */
  retireAll(): void;
  /** Retires sets whose build was cut short. */
  dropUnfinished(): void;
  listRetired(): number[];
  /** The set's last row is gone. */
  remove(id: number): void;
  /** Reads the table again, with the versions that there are. */
  reload(versions: readonly ModelVersion[]): void;
}

interface SetRow {
  id: number;
  model: string;
  version: number;
  landmark: number;
}

export function createScoreSets(db: Database): ScoreSets {
  const insert = db.prepare<[string, number, number, number]>(
    "INSERT INTO score_set (model, version, landmark, began_at, state) VALUES (?, ?, ?, ?, 'building')",
  );
  const setState = db.prepare<[string, number]>('UPDATE score_set SET state = ? WHERE id = ?');
  const live = db.prepare<[], SetRow>(
    "SELECT id, model, version, landmark FROM score_set WHERE state = 'live'",
  );
  const retired = db.prepare<[], number>("SELECT id FROM score_set WHERE state = 'retired'").pluck();
  const dropUnfinished = db.prepare("UPDATE score_set SET state = 'retired' WHERE state = 'building'");
  const retireAll = db.prepare("UPDATE score_set SET state = 'retired'");
  const remove = db.prepare<[number]>('DELETE FROM score_set WHERE id = ?');
  let sets: ScoreSet[] = [];
  return {
    listLive: () => sets,
    create(model, landmark, beganAt) {
      const id = Number(insert.run(model.modelId, model.version, landmark, beganAt).lastInsertRowid);
      return { id, model, landmark, scale: createScoreScale(model, landmark) };
    },
    goLive(set) {
      for (const { id, model } of sets) if (model.modelId === set.model.modelId) setState.run('retired', id);
      setState.run('live', set.id);
    },
    retireAll: () => void retireAll.run(),
    dropUnfinished: () => void dropUnfinished.run(),
    listRetired: () => retired.all(),
    remove: (id) => void remove.run(id),
    reload(versions) {
      sets = live.all().flatMap((row) => {
        const model = versions.find((one) => one.modelId === row.model && one.version === row.version);
        if (model === undefined) return [];
        return [{ id: row.id, model, landmark: row.landmark, scale: createScoreScale(model, row.landmark) }];
      });
    },
  };
}

/** The newest version of each model, of versions in order. */
export function listCurrent(published: readonly ModelVersion[]): ModelVersion[] {
  return [...new Map(published.map((model) => [model.modelId, model])).values()];
}
