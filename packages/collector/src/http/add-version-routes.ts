import { createRoute, z } from '@hono/zod-openapi';
import { describeModelChange } from '../dashboard/words/describe-model-change.ts';
import type { ListedVersion } from '../storage/model-work.ts';
import type { ModelChanges } from './add-model-routes.ts';
import type { App } from './app-env.ts';
import { getCurrentVersion, getVersion, listVersionsOf } from './find-version.ts';
import { modelVersionSchema, toModelVersionsJson } from './json/model-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf, wholeNumberParameter } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { settledWithin } from './settled-within.ts';
import { VERSION_NUMBERS, versionParams } from './version-params.ts';

const modelParams = z.object({ modelId: z.string() });
const content = { 'application/json': { schema: modelVersionSchema } };
const NOT_FOUND = { ...KEY_REFUSALS, 404: 'There is no such model or version.' };

const versionsRoute = createRoute({
  method: 'get',
  path: '/v1/models/{modelId}/versions',
  summary: 'All versions of a model, drafts too, oldest first',
  security: [{ secretKey: [] }],
  request: { params: modelParams, query: queryOf({}) },
  responses: {
    200: {
      description: 'The versions.',
      content: {
        'application/json': { schema: z.object({ data: z.array(modelVersionSchema), nextCursor: z.null() }) },
      },
    },
    ...refusals(NOT_FOUND),
  },
});

const versionRoute = createRoute({
  method: 'get',
  path: '/v1/models/{modelId}/versions/{version}',
  summary: 'A version, with how far its signals are counted',
  security: [{ secretKey: [] }],
  request: { params: versionParams, query: queryOf({}) },
  responses: { 200: { description: 'The version.', content }, ...refusals(NOT_FOUND) },
});

const diffRoute = createRoute({
  method: 'get',
  path: '/v1/models/{modelId}/diff',
  summary: 'What is different between two versions, in words',
  security: [{ secretKey: [] }],
  request: {
    params: modelParams,
    query: queryOf({
      from: wholeNumberParameter(
        'The version before; the published one if absent.',
        VERSION_NUMBERS,
      ).optional(),
      to: wholeNumberParameter('The version after.', VERSION_NUMBERS),
    }),
  },
  responses: {
    200: {
      description: 'The differences, a line each.',
      content: {
        'application/json': {
          schema: z
            .object({ modelId: z.string(), from: z.int(), to: z.int(), changes: z.array(z.string()) })
            .openapi('ModelDiff'),
        },
      },
    },
    ...refusals(NOT_FOUND),
  },
});

const publishRoute = createRoute({
  method: 'post',
  path: '/v1/models/{modelId}/publish',
  summary: 'Publish a draft',
  security: [{ secretKey: [] }],
  request: {
    params: modelParams,
    query: queryOf({}),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ version: z.int('must be the number of a version').min(1, 'must be 1 or more') })
            .openapi('PublishVersion'),
        },
      },
    },
  },
  responses: {
    200: { description: 'It counts.', content },
    202: { description: 'It counts as soon as its signals are counted.', content },
    ...refusals({
      ...NOT_FOUND,
      409: 'A later version is published.',
      503: 'Nothing can be stored at the moment.',
    }),
  },
});

/** Versions of a model: what they are, what is different, and publishing one. */
export function addVersionRoutes(app: App, { publishVersion, patienceMs }: ModelChanges): void {
  app.openapi(versionsRoute, async (c) => {
    const versions = await listVersionsOf(c.get('project').reader, c.req.valid('param').modelId);
    return c.json({ data: toModelVersionsJson(versions, versions), nextCursor: null }, 200);
  });
  app.openapi(versionRoute, async (c) => {
    const { reader } = c.get('project');
    const found = await getVersion(reader, c.req.valid('param'));
    const [body] = toModelVersionsJson([found], await reader.listVersions());
    return c.json(body, 200) as never;
  });
  app.openapi(diffRoute, async (c) => {
    const { reader } = c.get('project');
    const { modelId } = c.req.valid('param');
    const { from, to } = c.req.valid('query');
    const before =
      from === undefined
        ? await getCurrentVersion(reader, modelId)
        : await getVersion(reader, { modelId, version: from });
    const after = await getVersion(reader, { modelId, version: to });
    const changes = describeModelChange(before.definition, after.definition);
    return c.json({ modelId, from: before.version, to: after.version, changes }, 200);
  });
  app.openapi(publishRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { reader, now } = c.get('project');
    const found = await getVersion(reader, { ...c.req.valid('param'), ...c.req.valid('json') });
    refuseOutdated(found, await listVersionsOf(reader, found.modelId));
    const { modelId, version } = found;
    const work = publishVersion(projectId, { modelId, version, actor: keyId, at: now() });
    const done = await settledWithin(work, patienceMs);
    const shown = done ?? (await getVersion(reader, { modelId, version }));
    const [body] = toModelVersionsJson([shown], await reader.listVersions());
    return c.json(body, done === undefined ? 202 : 200) as never;
  });
}

/** @throws Refusal 409: going back is a new version, so that versions in force only ever go up. */
function refuseOutdated(
  { modelId, version, state }: ListedVersion,
  versions: readonly ListedVersion[],
): void {
  const newest = versions.findLast((one) => one.state === 'published');
  if (state === 'published' || newest === undefined || newest.version < version) return;
  throw new Refusal({
    status: 409,
    code: 'version_outdated',
    detail: `Version ${version} of model ${modelId} is a draft from before version ${newest.version}, which is published.`,
    remedy: 'Store its model again with POST /v1/models: that makes a later version.',
  });
}
