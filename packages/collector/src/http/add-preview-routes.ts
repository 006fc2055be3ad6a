import { InvalidInputError, type Recipe, targetFromRecipe } from '@ardent/core';
import { createRoute, z } from '@hono/zod-openapi';
import type { PreviewTask, TargetTask } from '../analysis/analysis-task.ts';
import { previewSample } from '../analysis/preview-sample.ts';
import { type AnalysisDeps, answerJob, startJob } from './answer-job.ts';
import type { App } from './app-env.ts';
import { getCurrentVersion } from './find-version.ts';
import { askedModelShape, horizonDaysShape } from './json/asked-model.ts';
import { jobSchema } from './json/job-json.ts';
import { previewSchema, toSampledPreviewJson } from './json/preview-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { measureModel, toMeasured } from './measure-model.ts';
import { queryOf } from './parameters.ts';
import { Refusal } from './refusal.ts';

const params = z.object({ modelId: z.string() });

const REFUSALS = {
  ...KEY_REFUSALS,
  404: 'There is no such model or version.',
  409: 'Signals of the model are not counted yet.',
  429: 'Too many jobs wait already.',
};

const previewRoute = createRoute({
  method: 'post',
  path: '/v1/models/{modelId}/preview',
  summary: "What a version would do to everybody's scores of today",
  security: [{ secretKey: [] }],
  request: {
    params,
    query: queryOf({}),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject(askedModelShape).openapi('AskPreview') } },
    },
  },
  responses: {
    200: {
      description: 'Of everybody; or of a sample, while a job looks at everybody.',
      content: { 'application/json': { schema: previewSchema } },
    },
    ...refusals(REFUSALS),
  },
});

const targetRoute = createRoute({
  method: 'post',
  path: '/v1/models/{modelId}/target',
  summary: 'A target by a recipe, or from what healthy customers do; nothing is changed',
  security: [{ secretKey: [] }],
  request: {
    params,
    query: queryOf({}),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              ...askedModelShape,
              recipe: z
                .record(
                  z.string(),
                  z.strictObject({
                    days: z.number('must be a number of days'),
                    amount: z.number('must be a number').optional(),
                  }),
                )
                .optional()
                .openapi({
                  description: "What a healthy customer does in 30 days, by the model's signal keys.",
                  example: { logins: { days: 12 }, reports: { days: 4, amount: 2 } },
                }),
              horizonDays: horizonDaysShape,
            })
            .openapi('AskTarget'),
        },
      },
    },
  },
  responses: {
    200: { description: 'It is done.', content: { 'application/json': { schema: jobSchema } } },
    202: {
      description: 'It goes on: ask /v1/jobs/{jobId}.',
      content: { 'application/json': { schema: jobSchema } },
    },
    ...refusals(REFUSALS),
  },
});

/** What a model would do, before it does it. */
export function addPreviewRoutes(app: App, deps: AnalysisDeps): void {
  app.openapi(previewRoute, async (c) => {
    const { modelId } = c.req.valid('param');
    const { reader, scoring } = c.get('project');
    const current = await getCurrentVersion(reader, modelId);
    const model = await measureModel(reader, modelId, c.req.valid('json'));
    const task: PreviewTask = {
      kind: 'preview',
      current: toMeasured(current),
      model,
      day: scoring.today(),
    };
    const sample = await previewSample(reader, task, { forMs: deps.previewMs });
    const job = sample.marginOfError === 0 ? undefined : startJob(deps.jobs, c.get('grant').projectId, task);
    return c.json(toSampledPreviewJson(task, sample, job?.jobId), 200);
  });
  app.openapi(targetRoute, async (c) => {
    const { reader, scoring } = c.get('project');
    const { recipe, horizonDays, ...asked } = c.req.valid('json');
    const model = await measureModel(reader, c.req.valid('param').modelId, asked);
    const task: TargetTask = { kind: 'target', model, day: scoring.today(), horizonDays };
    if (recipe !== undefined) task.recipe = checkRecipe(model.definition, recipe);
    const { status, body } = await answerJob(deps, c.get('grant').projectId, task);
    return c.json(body, status) as never;
  });
}

/** @throws Refusal 400 saying what is wrong with it. */
function checkRecipe(model: Parameters<typeof targetFromRecipe>[0], value: object): Recipe {
  const recipe = value as Recipe;
  try {
    targetFromRecipe(model, recipe);
    return recipe;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new Refusal({
      status: 400,
      code: 'invalid_body',
      detail: `${error.message}.`,
      remedy: 'Name signals of the model, with days above 0 and up to 30, and amounts above 0.',
    });
  }
}
