import { DEFAULT_BANDS } from '@ardent/core';
import type { ModelView } from '../pages/model-page.tsx';
import { toBandRanges } from '../words/describe-band.ts';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

/** What the model page shows: the main model and its versions. */
export async function loadModel(request: PageRequest): Promise<ModelView> {
  const { project, reader } = request.opened;
  const model = await getMainModel(request);
  const all = await reader.listModels();
  return {
    place: toPlace(request, 'model'),
    timeZone: project.timeZone,
    collectorUrl: request.collectorUrl,
    model,
    versions: all.filter(({ modelId }) => modelId === model.modelId).sort((a, b) => b.version - a.version),
    bands: toBandRanges(model.definition.bands ?? DEFAULT_BANDS),
  };
}
