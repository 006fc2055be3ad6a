import type { ScoreModel } from '@ardent/core';
import { CollectorError } from '../../collector-error.ts';
import type { NewVersion, PublishVersion, VersionState } from '../../storage/model-work.ts';
import type { ModelVersion, PublishModel } from '../../storage/project-storage.ts';
import type { BackFill } from './back-fill.ts';
import { createTurns } from './create-turns.ts';
import { LEAST_RETENTION_DAYS } from './meta-table.ts';
import type { ModelTables, VersionName } from './model-tables.ts';
import type { ScoreKeeper } from './scores/score-keeper.ts';
import type { SignalTable } from './signal-table.ts';

// After 30 half-lives less than a billionth of a day's points is left.
const KEPT_HALF_LIVES = 30;

export interface PublishTools {
  models: ModelTables;
  signals: SignalTable;
  backFill: BackFill;
  scores: Pick<ScoreKeeper, 'build' | 'catchUp'>;
  /** Runs a step in a transaction of its own, between appends. */
  transact<Result>(step: () => Result): Promise<Result>;
  /** Told before a version counts: daily counts must be kept so long. */
  retain(days: number): void;
  now(): number;
}

/** Publishes model versions one after the other; what a crash interrupted goes on with `resume`. */
export interface ModelPublisher {
  publish(request: PublishModel): Promise<ModelVersion>;
  /** Stores a version and begins to count its signals, without waiting for it. */
  add(request: NewVersion): Promise<ModelVersion>;
  /** Publishes a stored version once its signals are counted. */
  publishVersion(request: PublishVersion): Promise<ModelVersion>;
  /** Ends the counting that a former run of the program began. */
  resume(): Promise<void>;
}

export function createModelPublisher(tools: PublishTools): ModelPublisher {
  const { models, signals, backFill, scores, transact, retain, now } = tools;
  const inTurn = createTurns();

  async function fill({ signalIds }: ModelVersion): Promise<void> {
    while (await transact(() => backFill.fillNextDay(signalIds)));
  }

  async function fillAndPublish(version: ModelVersion): Promise<ModelVersion> {
    await fill(version);
    return scores.build(version, () => models.publish(version, now()));
  }

  function addVersion(request: NewVersion): ModelVersion {
    if (request.modelId !== undefined && !models.has(request.modelId)) throw unknownModel(request.modelId);
    if (request.publish) retain(retentionOf(request.definition));
    const firstLiveDay = backFill.firstLiveDay();
    return models.addVersion(
      request,
      request.definition.signals.map((signal) => signals.register(signal, firstLiveDay)),
    );
  }

  /** A version that is about to be published, or is. */
  function begin({ modelId, version, actor }: PublishVersion): ModelVersion & { state: VersionState } {
    const found = models.find({ modelId, version });
    if (found === undefined) throw unknownVersion(modelId, version);
    if (found.state === 'published') return found;
    const newest = models.listPublished().findLast((one) => one.modelId === modelId);
    if (newest !== undefined && newest.version > version) throw outdatedVersion(found, newest);
    retain(retentionOf(found.definition));
    if (found.state === 'draft') models.markFilling(found, actor);
    return found;
  }

  async function publishVersion(request: PublishVersion): Promise<ModelVersion> {
    const found = await transact(() => begin(request));
    return found.state === 'published' ? found : fillAndPublish(found);
  }

  return {
    publish: (request) =>
      inTurn(async () => fillAndPublish(await transact(() => addVersion({ ...request, publish: true })))),
    async add(request) {
      const added = await transact(() => addVersion(request));
      // Whatever stops it stops the appends, too, and is told there; the next start tries again.
      if (!request.publish) inTurn(() => fill(added)).catch(() => undefined);
      return added;
    },
    publishVersion: (request) => inTurn(() => publishVersion(request)),
    resume: () =>
      inTurn(async () => {
        await scores.catchUp();
        for (const version of models.listFilling()) await fillAndPublish(version);
        for (const draft of models.listDrafts()) await fill(draft);
      }),
  };
}

/** How many days of daily counts a model's scores rest on. */
export function retentionOf({ decay }: ScoreModel): number {
  return Math.max(LEAST_RETENTION_DAYS, decay.type === 'window' ? decay.days : KEPT_HALF_LIVES * decay.days);
}

function unknownVersion(modelId: string, version: number): CollectorError {
  return new CollectorError({
    code: 'unknown_version',
    message: `version must be one of model ${modelId}, got ${version}`,
    hint: 'list the versions of the model',
  });
}

function outdatedVersion({ modelId, version }: VersionName, newest: VersionName): CollectorError {
  return new CollectorError({
    code: 'version_outdated',
    message: `version must be later than ${newest.version}, which is published of model ${modelId}, got ${version}`,
    hint: 'store its model again: that makes a later version',
  });
}

function unknownModel(modelId: string): CollectorError {
  return new CollectorError({
    code: 'unknown_model',
    message: `modelId must name a model of the project, got ${JSON.stringify(modelId)}`,
    hint: 'leave it out for the main model, or ask for a new one',
  });
}
