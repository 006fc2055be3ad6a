import { isDeepStrictEqual } from 'node:util';
import { createRoute, z } from '@hono/zod-openapi';
import type { ProjectBacktest } from '../analysis/backtest-project.ts';
import type { Job } from '../analysis/create-jobs.ts';
import { makeProbability } from '../analysis/make-probability.ts';
import type { ModelVersion } from '../storage/project-storage.ts';
import type { SetProbability, VersionProbability } from '../storage/version-probability.ts';
import { type AnalysisDeps, getJob } from './answer-job.ts';
import type { App } from './app-env.ts';
import { getVersion } from './find-version.ts';
import { toVersionProbabilityJson, versionProbabilitySchema } from './json/probability-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { versionParams } from './version-params.ts';

/** Says what probability a version's scores stand for. */
export interface ProbabilityChanges {
  setProbability(projectId: string, request: SetProbability): Promise<void>;
}

const path = '/v1/models/{modelId}/versions/{version}/probability';
const content = { 'application/json': { schema: versionProbabilitySchema } };
const NO_VERSION = { ...KEY_REFUSALS, 404: 'There is no such model or version, or it has no probability.' };
const NOT_STORED = { 503: 'Nothing can be stored at the moment.' };

const getRoute = createRoute({
  method: 'get',
  path,
  summary: "The probability that a version's scores stand for, with its reliability",
  security: [{ secretKey: [] }],
  request: { params: versionParams, query: queryOf({}) },
  responses: { 200: { description: 'The probability.', content }, ...refusals(NO_VERSION) },
});

const setRoute = createRoute({
  method: 'put',
  path,
  summary: 'Set the probability that a backtest of the version found',
  security: [{ secretKey: [] }],
  request: {
    params: versionParams,
    query: queryOf({}),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              jobId: z
                .string('must be the id of a backtest')
                .openapi({ description: 'Of a backtest of this version that is done.' }),
            })
            .openapi('SetProbability'),
        },
      },
    },
  },
  responses: {
    200: { description: 'The probability from now on.', content },
    ...refusals({
      ...KEY_REFUSALS,
      404: 'There is no such model, version or job.',
      409: 'The job is not done, is no backtest of this version, or bears out no probability.',
      ...NOT_STORED,
    }),
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path,
  summary: 'Take the probability of a version away',
  security: [{ secretKey: [] }],
  request: { params: versionParams, query: queryOf({}) },
  responses: { 204: { description: 'It is gone.' }, ...refusals({ ...NO_VERSION, ...NOT_STORED }) },
});

/** Probabilities of versions: nothing sets one by itself, and nothing but a backtest that bears it out. */
export function addProbabilityRoutes(
  app: App,
  { jobs, setProbability }: ProbabilityChanges & Pick<AnalysisDeps, 'jobs'>,
): void {
  app.openapi(getRoute, async (c) => {
    const { reader } = c.get('project');
    const version = await getVersion(reader, c.req.valid('param'));
    const stored = await reader.findProbability(version);
    if (stored === undefined) throw probabilityNotFound(version);
    return c.json(toVersionProbabilityJson(version, stored), 200);
  });
  app.openapi(setRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { reader, now } = c.get('project');
    const found = await getVersion(reader, c.req.valid('param'));
    const job = getJob(jobs, projectId, c.req.valid('json').jobId);
    const probability = toProbability(job, found);
    const { modelId, version } = found;
    const change = { actor: keyId, at: now() };
    await setProbability(projectId, { modelId, version, probability, change });
    const stored = { ...probability, setAt: change.at, setBy: change.actor };
    return c.json(toVersionProbabilityJson(found, stored), 200);
  });
  app.openapi(removeRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { reader, now } = c.get('project');
    const found = await getVersion(reader, c.req.valid('param'));
    if ((await reader.findProbability(found)) === undefined) throw probabilityNotFound(found);
    const { modelId, version } = found;
    const change = { actor: keyId, at: now() };
    await setProbability(projectId, { modelId, version, probability: null, change });
    return c.body(null, 204);
  });
}

/** @throws Refusal 409 saying why it has none. */
function toProbability(job: Job, { modelId, version, definition }: ModelVersion): VersionProbability {
  const { task, state, result, jobId } = job;
  if (task.kind !== 'backtest') throw refuse(`Job ${jobId} is no backtest, but of kind ${task.kind}.`);
  if (state !== 'done') throw notDone(job);
  if (!isDeepStrictEqual(task.model.definition, definition)) {
    throw refuse(`Job ${jobId} judged another model than version ${version} of model ${modelId}.`);
  }
  const made = makeProbability(task, result as ProjectBacktest);
  if ('problem' in made) throw refuse(`The backtest bears out no probability: ${made.problem}.`);
  return made.probability;
}

function refuse(detail: string): Refusal {
  return new Refusal({
    status: 409,
    code: 'no_probability',
    detail,
    remedy: 'Backtest this version, and give the job whose result has probabilityProblem null.',
  });
}

function notDone({ jobId, state }: Job): Refusal {
  return new Refusal({
    status: 409,
    code: 'job_not_done',
    detail: `Job ${jobId} is not done, but ${state}.`,
    remedy: `Ask GET /v1/jobs/${jobId} until it is done.`,
  });
}

function probabilityNotFound({ modelId, version }: ModelVersion): Refusal {
  return new Refusal({
    status: 404,
    code: 'probability_not_found',
    detail: `Version ${version} of model ${modelId} has no probability.`,
    remedy: 'Backtest it, then set what the backtest found with PUT.',
  });
}
