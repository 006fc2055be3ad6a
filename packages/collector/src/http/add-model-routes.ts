import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { ListedVersion, NewVersion, PublishVersion } from '../storage/model-work.ts';
import type { App } from './app-env.ts';
import { checkModel } from './check-model.ts';
import { listVersionsOf } from './find-version.ts';
import { modelVersionSchema, publishModelSchema, toModelVersionsJson } from './json/model-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { choiceParameter, queryOf, textParameter } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { settledWithin } from './settled-within.ts';

/** What changes the models of a project. */
export interface ModelChanges {
  /** Stores a version and begins to count its signals. */
  addVersion(projectId: string, request: NewVersion): Promise<ListedVersion>;
  /** Publishes a stored version; resolves when it counts. */
  publishVersion(projectId: string, request: PublishVersion): Promise<ListedVersion>;
  /** How long an answer waits for work that goes on behind it. */
  patienceMs: number;
}

// A model has at most 200 signals: this leaves 5 kB for each.
const MAX_BODY_BYTES = 1024 * 1024;

const version = { 'application/json': { schema: modelVersionSchema } };

const listRoute = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'The current version of every model, the main one first',
  security: [{ secretKey: [] }],
  request: { query: queryOf({}) },
  responses: {
    200: {
      description: 'The models.',
      content: {
        'application/json': { schema: z.object({ data: z.array(modelVersionSchema), nextCursor: z.null() }) },
      },
    },
    ...refusals(KEY_REFUSALS),
  },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/models',
  summary: 'Store a new version of a model, or another model: as a draft, or to count at once',
  security: [{ secretKey: [] }],
  request: {
    query: queryOf({
      new: choiceParameter('1: make another model beside the main one.', ['1']).optional(),
      model: textParameter('Id of the model that it is a version of; the main one if absent.').optional(),
    }),
    body: { required: true, content: { 'application/json': { schema: publishModelSchema } } },
  },
  responses: {
    201: { description: 'The version: published, or a draft.', content: version },
    202: { description: 'It is published as soon as its signals are counted.', content: version },
    ...refusals({
      ...KEY_REFUSALS,
      404: 'There is no such model.',
      413: 'The body is too large.',
      503: 'Nothing can be stored at the moment.',
    }),
  },
});

/** Models, and versions that are added to them. */
export function addModelRoutes(app: App, { addVersion, publishVersion, patienceMs }: ModelChanges): void {
  app.use('/v1/models/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseSize }));
  app.openapi(listRoute, async (c) => {
    const versions = await c.get('project').reader.listVersions();
    const published = versions.filter(({ state }) => state === 'published');
    const current = published.filter(
      (one) => !published.some((other) => other.modelId === one.modelId && other.version > one.version),
    );
    return c.json({ data: toModelVersionsJson(current, versions), nextCursor: null }, 200);
  });
  app.openapi(addRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { reader, now } = c.get('project');
    const { model, reason, publish = false } = c.req.valid('json');
    const query = c.req.valid('query');
    const at = now();
    const request: NewVersion = { definition: checkModel(model), author: keyId, reason, at, publish };
    if (query.new !== undefined && query.model !== undefined) throw newAndModel(query.model);
    if (query.new !== undefined) request.createNew = true;
    if (query.model !== undefined) {
      await listVersionsOf(reader, query.model);
      request.modelId = query.model;
    }
    const added = await addVersion(projectId, request);
    const { modelId, version: number } = added;
    const done = publish
      ? await settledWithin(
          publishVersion(projectId, { modelId, version: number, actor: keyId, at }),
          patienceMs,
        )
      : added;
    const [body] = toModelVersionsJson([done ?? added], await reader.listVersions());
    return c.json(body, done === undefined ? 202 : 201) as never;
  });
}

function newAndModel(model: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'invalid_parameter',
    detail: `model must not be given with new, got ${JSON.stringify(model)}.`,
    remedy: 'Leave new out for a version of that model, or model out for another model.',
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
