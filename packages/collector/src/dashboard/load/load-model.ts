import { DEFAULT_BANDS } from '@ardent/core';
import { findOutdated } from '../../analysis/tell-probability.ts';
import type { ListedVersion } from '../../storage/model-work.ts';
import type { ModelVersion, ProjectReader } from '../../storage/project-storage.ts';
import type { ModelView } from '../pages/model-page.tsx';
import type { VersionProbabilityView } from '../parts/model-probability.tsx';
import type { ToldVersion } from '../parts/version-list.tsx';
import { toBandRanges } from '../words/describe-band.ts';
import { describeModelChange } from '../words/describe-model-change.ts';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

/** What the model page shows: the main model and its versions. */
export async function loadModel(request: PageRequest): Promise<ModelView> {
  const { project, reader } = request.opened;
  const model = await getMainModel(request);
  const all = (await reader.listVersions()).filter(({ modelId }) => modelId === model.modelId);
  return {
    place: toPlace(request, 'model'),
    timeZone: project.timeZone,
    collectorUrl: request.collectorUrl,
    model,
    versions: all.map((version) => toToldVersion(version, all)).reverse(),
    bands: toBandRanges(model.definition.bands ?? DEFAULT_BANDS),
    probability: await loadProbability(reader, model),
  };
}

async function loadProbability(reader: ProjectReader, model: ModelVersion): Promise<VersionProbabilityView> {
  const stored = await reader.findProbability(model);
  return stored === undefined ? {} : { stored, problem: await findOutdated(reader, stored) };
}

/** A version with what is different from the one published before. */
function toToldVersion(version: ListedVersion, all: readonly ListedVersion[]): ToldVersion {
  const before = all.findLast((one) => one.state === 'published' && one.version < version.version);
  const changes = before === undefined ? [] : describeModelChange(before.definition, version.definition);
  return { ...version, changes };
}
