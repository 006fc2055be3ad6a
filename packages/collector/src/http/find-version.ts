import type { ListedVersion } from '../storage/model-work.ts';
import type { ProjectReader } from '../storage/project-storage.ts';
import { Refusal } from './refusal.ts';

/** Versions of a model in any state, ascending. @throws Refusal 404 if there is no such model. */
export async function listVersionsOf(reader: ProjectReader, modelId: string): Promise<ListedVersion[]> {
  const versions = (await reader.listVersions()).filter((one) => one.modelId === modelId);
  if (versions.length > 0) return versions;
  throw new Refusal({
    status: 404,
    code: 'model_not_found',
    detail: `There is no model ${JSON.stringify(modelId)}.`,
    remedy: 'GET /v1/models lists the models of this project.',
  });
}

/** A version in any state. @throws Refusal 404 if there is no such model or version. */
export async function getVersion(
  reader: ProjectReader,
  { modelId, version }: { modelId: string; version: number },
): Promise<ListedVersion> {
  const versions = await listVersionsOf(reader, modelId);
  const found = versions.find((one) => one.version === version);
  if (found !== undefined) return found;
  throw new Refusal({
    status: 404,
    code: 'version_not_found',
    detail: `Model ${modelId} has no version ${version}; it has ${versions.map((one) => one.version).join(', ')}.`,
    remedy: `GET /v1/models/${modelId}/versions lists them.`,
  });
}

/** The version of a model that counts. @throws Refusal 404 if there is none. */
export async function getCurrentVersion(reader: ProjectReader, modelId: string): Promise<ListedVersion> {
  const current = (await listVersionsOf(reader, modelId)).findLast((one) => one.state === 'published');
  if (current !== undefined) return current;
  throw new Refusal({
    status: 404,
    code: 'version_not_found',
    detail: `Model ${modelId} has no published version.`,
    remedy: `POST /v1/models/${modelId}/publish publishes one of its drafts.`,
  });
}
