import type { ModelVersion, ProjectReader } from '../storage/project-storage.ts';
import { Refusal } from './refusal.ts';

/** The published version asked for: of the main model and the current one where nothing else is said. */
export async function resolveModel(
  reader: ProjectReader,
  { model, version }: { model?: string | undefined; version?: number | undefined },
): Promise<ModelVersion> {
  const found = await reader.findModel(model, version);
  if (found !== undefined) return found;
  const known = (await reader.listModels()).filter((one) => model === undefined || one.modelId === model);
  throw known.length === 0 ? unknownModel(model) : unknownVersion(known, version);
}

function unknownModel(model: string | undefined): Refusal {
  return new Refusal({
    status: 404,
    code: 'model_not_found',
    detail: `There is no published model ${JSON.stringify(model ?? 'main')}.`,
    remedy: 'GET /v1/models lists the models of this project.',
  });
}

function unknownVersion(known: readonly ModelVersion[], version: number | undefined): Refusal {
  const modelId = known[0]?.modelId ?? '';
  return new Refusal({
    status: 404,
    code: 'version_not_found',
    detail: `Model ${modelId} has no published version ${version ?? ''}; it has ${known.map((one) => one.version).join(', ')}.`,
    remedy: `GET /v1/models/${modelId}/versions lists them.`,
  });
}
