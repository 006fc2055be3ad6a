import type { ScoreModel } from '@ardent/core';
import type { MeasuredModel } from '../analysis/measured-model.ts';
import type { ModelVersion, ProjectReader } from '../storage/project-storage.ts';
import { checkModel } from './check-model.ts';
import { getVersion } from './find-version.ts';
import { Refusal } from './refusal.ts';

/** What work on a model is about: a stored version, or a model that the request brings. */
export interface AskedModel {
  version?: number | undefined;
  model?: unknown;
}

/**
 * The model that a request asks about, with where its daily counts are.
 *
 * @throws Refusal 400 if it names none or both; 404 for an unknown version; 409 if its signals are not counted yet.
 */
export async function measureModel(
  reader: ProjectReader,
  modelId: string,
  { version, model }: AskedModel,
): Promise<MeasuredModel> {
  if ((version === undefined) === (model === undefined)) throw oneOfBoth();
  const definition =
    version === undefined ? checkModel(model) : (await getVersion(reader, { modelId, version })).definition;
  return { definition, signalIds: await countedSignals(reader, definition) };
}

/** Of a stored version, what scores are computed with. */
export function toMeasured({ definition, signalIds }: ModelVersion): MeasuredModel {
  return { definition, signalIds };
}

async function countedSignals(reader: ProjectReader, { signals }: ScoreModel): Promise<number[]> {
  const states = await reader.findSignals(signals);
  return states.map((state, i) => {
    const key = signals[i]?.key ?? '';
    if (state === undefined) {
      throw notCounted(
        `Signal ${key} is new, and nothing of it is counted yet.`,
        'Store the model as a draft with POST /v1/models: its signals are then counted from stored events.',
      );
    }
    if (!state.isCounted) {
      throw notCounted(
        `Signal ${key} is being counted from stored events.`,
        'Try again when countedRatio of the version is 1.',
      );
    }
    return state.signalId;
  });
}

function notCounted(detail: string, remedy: string): Refusal {
  return new Refusal({ status: 409, code: 'signals_not_counted', detail, remedy });
}

function oneOfBoth(): Refusal {
  return new Refusal({
    status: 400,
    code: 'invalid_body',
    detail: 'Exactly one of version and model must be given.',
    remedy: 'Give the number of a stored version, or a model.',
  });
}
