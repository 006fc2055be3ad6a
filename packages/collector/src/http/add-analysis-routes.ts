import { createRoute, z } from '@hono/zod-openapi';
import type { AnalysisTask, OutcomeTask } from '../analysis/analysis-task.ts';
import { STAYED } from '../analysis/stayed.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { Outcome } from '../storage/model-work.ts';
import { type AnalysisDeps, answerJob, getJob } from './answer-job.ts';
import type { App } from './app-env.ts';
import { getCurrentVersion } from './find-version.ts';
import { toJobJson } from './json/analysis-json.ts';
import { askedModelShape, horizonDaysShape } from './json/asked-model.ts';
import { jobSchema } from './json/job-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { measureModel, toMeasured } from './measure-model.ts';
import { queryOf } from './parameters.ts';
import { Refusal } from './refusal.ts';

const params = z.object({ modelId: z.string() });
const content = { 'application/json': { schema: jobSchema } };
const question = {
  outcome: z
    .string('must be the name of an outcome')
    .default(STAYED)
    .openapi({ description: 'One of GET /v1/outcomes.' }),
  horizonDays: horizonDaysShape,
  seed: z.int('must be a whole number').min(0).max(1e9).default(1),
};

const route = <Body extends z.ZodObject>(name: string, summary: string, body: Body) =>
  createRoute({
    method: 'post',
    path: `/v1/models/{modelId}/${name}`,
    summary,
    security: [{ secretKey: [] }],
    request: {
      params,
      query: queryOf({}),
      body: { required: true, content: { 'application/json': { schema: body } } },
    },
    responses: {
      200: { description: 'It is done.', content },
      202: { description: 'It goes on: ask /v1/jobs/{jobId}.', content },
      ...refusals({
        ...KEY_REFUSALS,
        404: 'There is no such model, version or outcome.',
        409: 'Signals of the model are not counted yet.',
        429: 'Too many jobs wait already.',
      }),
    },
  });

const backtestRoute = route(
  'backtest',
  'How well a model ranks what came later',
  z.strictObject({ ...askedModelShape, ...question }).openapi('Backtest'),
);
const calibrateRoute = route(
  'calibrate',
  'Propose a model from what came later; nothing is changed',
  z
    .strictObject({
      ...question,
      signs: z
        .record(z.string(), z.enum(['+', '-'], 'must be + or -'))
        .default({})
        .openapi({ description: 'By event: + keeps its weight at 0 or above, - at 0 or below.' }),
    })
    .openapi('Calibrate'),
);

const jobRoute = createRoute({
  method: 'get',
  path: '/v1/jobs/{jobId}',
  summary: 'Work on a model, and what it found',
  security: [{ secretKey: [] }],
  request: { params: z.object({ jobId: z.string() }), query: queryOf({}) },
  responses: {
    200: { description: 'The job.', content },
    ...refusals({ ...KEY_REFUSALS, 404: 'There is no such job.' }),
  },
});

/** Judging models by what came later, and fitting them to it. Heavy work goes on behind the answers. */
export function addAnalysisRoutes(app: App, deps: AnalysisDeps): void {
  app.openapi(backtestRoute, async (c) => {
    const { modelId } = c.req.valid('param');
    const project = c.get('project');
    const { model, version, ...asked } = c.req.valid('json');
    const task: AnalysisTask = {
      kind: 'backtest',
      model: await measureModel(project.reader, modelId, { model, version }),
      current: toMeasured(await getCurrentVersion(project.reader, modelId)),
      ...(await toOutcomeTask(project, asked)),
    };
    const { status, body } = await answerJob(deps, c.get('grant').projectId, task);
    return c.json(body, status) as never;
  });
  app.openapi(calibrateRoute, async (c) => {
    const project = c.get('project');
    const { signs, ...asked } = c.req.valid('json');
    const task: AnalysisTask = {
      kind: 'calibrate',
      current: toMeasured(await getCurrentVersion(project.reader, c.req.valid('param').modelId)),
      signs: Object.entries(signs).map(([event, sign]) => [event, sign === '+' ? 1 : -1] as const),
      ...(await toOutcomeTask(project, asked)),
    };
    const { status, body } = await answerJob(deps, c.get('grant').projectId, task);
    return c.json(body, status) as never;
  });
  app.openapi(jobRoute, (c) => {
    const job = getJob(deps.jobs, c.get('grant').projectId, c.req.valid('param').jobId);
    return c.json(toJobJson(job), 200);
  });
}

async function toOutcomeTask(
  { reader, scoring }: OpenProject,
  asked: { outcome: string; horizonDays: number; seed: number },
): Promise<OutcomeTask> {
  const outcomes = await reader.listOutcomes();
  const { horizonDays, seed } = asked;
  return {
    outcome: asked.outcome === STAYED ? null : getOutcome(outcomes, asked.outcome),
    leftOut: outcomes.map(({ event }) => event),
    day: scoring.today(),
    horizonDays,
    seed,
  };
}

function getOutcome(outcomes: readonly Outcome[], name: string): Outcome {
  const found = outcomes.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = [STAYED, ...outcomes.map((one) => one.name)].join(', ');
  throw new Refusal({
    status: 404,
    code: 'outcome_not_found',
    detail: `outcome must be one of ${known}, got ${JSON.stringify(name)}.`,
    remedy: 'Say with PUT /v1/outcomes by which event it is known.',
  });
}
