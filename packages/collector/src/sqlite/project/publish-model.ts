import type { ScoreModel } from '@ardent/core';
import { CollectorError } from '../../collector-error.ts';
import type { ModelVersion, PublishModel } from '../../storage/project-storage.ts';
import type { BackFill } from './back-fill.ts';
import { LEAST_RETENTION_DAYS } from './meta-table.ts';
import type { ModelTables } from './model-tables.ts';
import type { ScoreKeeper } from './scores/keep-scores.ts';
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
  /** Ends the counting that a former run of the program began. */
  resume(): Promise<void>;
}

export function createModelPublisher(tools: PublishTools): ModelPublisher {
  const { models, signals, backFill, scores, transact, retain, now } = tools;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  async function fillAndPublish(version: ModelVersion): Promise<ModelVersion> {
    while (await transact(() => backFill.fillNextDay(version.signalIds)));
    return scores.build(version, () => models.publish(version, now()));
  }

  function addVersion(request: PublishModel): ModelVersion {
    if (request.modelId !== undefined && !models.has(request.modelId)) throw unknownModel(request.modelId);
    retain(retentionOf(request.definition));
    const firstLiveDay = backFill.firstLiveDay();
    return models.addVersion(
      request,
      request.definition.signals.map((signal) => signals.register(signal, firstLiveDay)),
    );
  }

  return {
    publish: (request) => inTurn(async () => fillAndPublish(await transact(() => addVersion(request)))),
    resume: () =>
      inTurn(async () => {
        await scores.catchUp();
        for (const version of models.listFilling()) await fillAndPublish(version);
      }),
  };
}

/** How many days of daily counts a model's scores rest on. */
export function retentionOf({ decay }: ScoreModel): number {
  return Math.max(LEAST_RETENTION_DAYS, decay.type === 'window' ? decay.days : KEPT_HALF_LIVES * decay.days);
}

function unknownModel(modelId: string): CollectorError {
  return new CollectorError({
    code: 'unknown_model',
    message: `modelId must name a model of the project, got ${JSON.stringify(modelId)}`,
    hint: 'leave it out for the main model, or ask for a new one',
  });
}
