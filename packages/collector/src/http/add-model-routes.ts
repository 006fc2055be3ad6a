import { parseModel, type ScoreModel } from '@ardent/core';
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { ModelVersion, PublishModel } from '../storage/project-storage.ts';
import type { App } from './app-env.ts';
import { modelVersionSchema, publishModelSchema, toModelVersionJson } from './json/model-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { choiceParameter, queryOf } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { resolveModel } from './resolve-model.ts';

/** Stores and publishes a version; resolves when it counts. */
export type PublishVersion = (projectId: string, request: PublishModel) => Promise<ModelVersion>;

// A model has at most 200 signals: this leaves 5 kB for each.
const MAX_BODY_BYTES = 1024 * 1024;

const versionList = z.object({ data: z.array(modelVersionSchema), nextCursor: z.null() });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'The current version of every model, the main one first',
  security: [{ secretKey: [] }],
  request: { query: queryOf({}) },
  responses: {
    200: { description: 'The models.', content: { 'application/json': { schema: versionList } } },
    ...refusals(KEY_REFUSALS),
  },
});

const versionsRoute = createRoute({
  method: 'get',
  path: '/v1/models/{modelId}/versions',
  summary: 'All published versions of a model, oldest first',
  security: [{ secretKey: [] }],
  request: { params: z.object({ modelId: z.string() }), query: queryOf({}) },
  responses: {
    200: { description: 'The versions.', content: { 'application/json': { schema: versionList } } },
    ...refusals({ ...KEY_REFUSALS, 404: 'There is no such model.' }),
  },
});

const publishRoute = createRoute({
  method: 'post',
  path: '/v1/models',
  summary: 'Publish a new version of the main model, or another model',
  security: [{ secretKey: [] }],
  request: {
    query: queryOf({ new: choiceParameter('1: make another model beside the main one.', ['1']).optional() }),
    body: { required: true, content: { 'application/json': { schema: publishModelSchema } } },
  },
  responses: {
    201: {
      description: 'The version that was published.',
      content: { 'application/json': { schema: modelVersionSchema } },
    },
    ...refusals({
      ...KEY_REFUSALS,
      413: 'The body is too large.',
      503: 'Nothing can be stored at the moment.',
    }),
  },
});

export function addModelRoutes(app: App, { publishVersion }: { publishVersion: PublishVersion }): void {
  app.use('/v1/models', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseSize }));
  app.openapi(listRoute, async (c) => {
    const versions = await c.get('project').reader.listModels();
    const current = versions.filter(
      (one) => !versions.some((other) => other.modelId === one.modelId && other.version > one.version),
    );
    return c.json({ data: current.map(toModelVersionJson), nextCursor: null }, 200);
  });
  app.openapi(versionsRoute, async (c) => {
    const { reader } = c.get('project');
    const { modelId } = await resolveModel(reader, { model: c.req.valid('param').modelId });
    const versions = (await reader.listModels()).filter((one) => one.modelId === modelId);
    return c.json({ data: versions.map(toModelVersionJson), nextCursor: null }, 200);
  });
  app.openapi(publishRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { model, reason } = c.req.valid('json');
    const isNew = c.req.valid('query').new !== undefined;
    const request = { definition: checkModel(model), author: keyId, reason, at: c.get('project').now() };
    const version = await publishVersion(projectId, isNew ? { ...request, createNew: true } : request);
    return c.json(toModelVersionJson(version), 201);
  });
}

/** @throws Refusal 400 with everything that is wrong with the model. */
function checkModel(value: unknown): ScoreModel {
  const parsed = parseModel(value);
  if (parsed.ok) return parsed.model;
  const problems = parsed.problems.map(({ path, message }) => ({
    path: path === '' ? 'model' : `model.${path}`,
    message,
  }));
  throw new Refusal({
    status: 400,
    code: 'invalid_model',
    detail: `${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
    remedy: 'Correct the model and send it again; nothing was stored.',
    problems,
  });
}

function refuseSize(): never {
  throw new Refusal({
    status: 413,
    code: 'request_too_large',
    detail: `A model must have at most ${MAX_BODY_BYTES} bytes.`,
    remedy: 'Leave out what is not part of the model.',
  });
}
