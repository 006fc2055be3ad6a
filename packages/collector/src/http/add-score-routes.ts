import { createRoute } from '@hono/zod-openapi';
import { tellProbability } from '../analysis/tell-probability.ts';
import type { OpenProject } from '../project/open-project.ts';
import { signalUse } from '../scoring/signal-use.ts';
import type { ModelVersion } from '../storage/project-storage.ts';
import type { App } from './app-env.ts';
import { changesSchema, historySchema, RECOMPUTED_NOTE } from './json/history-json.ts';
import { toToldJson } from './json/probability-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { scoreSchema, toScoreSummaryJson } from './json/score-json.ts';
import { getScored, type ProfileAddress } from './profile-address.ts';
import { resolveAt } from './resolve-day.ts';
import { resolveModel } from './resolve-model.ts';
import {
  MOST_HISTORY_DAYS,
  rangeQuery,
  resolveComparison,
  resolveHistory,
  scoreQuery,
} from './score-range.ts';

const SCORE_REFUSALS = {
  ...KEY_REFUSALS,
  404: 'There is no such profile, model or version.',
  409: 'The person opted out of being measured.',
  422: 'The day is before the retention of daily counts.',
};

/** Someone's score on a day, with what it is made of. */
export function addScoreRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path: `${path}/score`,
    summary: 'The score of a profile, with its reasons',
    security: [{ secretKey: [] }],
    request: { params, query: scoreQuery },
    responses: {
      200: { description: 'The score.', content: { 'application/json': { schema: scoreSchema } } },
      ...refusals(SCORE_REFUSALS),
    },
  });
  app.openapi(route, async (c) => {
    const project = c.get('project');
    const { at, ...wanted } = c.req.valid('query');
    const profile = await getScored(project.reader, toRef(c.req.valid('param')));
    const { day, instant } = await resolveAt(at, project);
    const point = { model: await resolveModel(project.reader, wanted), day };
    const { standing, counts, ...score } = await project.scoring.scoreWithStanding(profile, point);
    const percentile = standing?.percentile ?? null;
    const { profileId } = profile;
    const useOf = signalUse(counts, day);
    const contributions = score.contributions.map((one) => ({ ...one, ...useOf(one.signal) }));
    const summary = toScoreSummaryJson(score, point);
    const suspect = await project.scoring.suspects(point.model, instant);
    const question = { profile, score, point, today: project.scoring.today(), suspect };
    const told = await tellProbability(project.reader, question);
    const about = { suspect, ...toToldJson(told), computedAt: computedAt(project) };
    return c.json({ profileId, ...summary, percentile, contributions, ...about }, 200);
  });
}

/** Someone's score on each day of a range, under one version. */
export function addHistoryRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path: `${path}/history`,
    summary: `One score a day, ${MOST_HISTORY_DAYS} days at most`,
    security: [{ secretKey: [] }],
    request: { params, query: rangeQuery },
    responses: {
      200: { description: 'The scores.', content: { 'application/json': { schema: historySchema } } },
      ...refusals(SCORE_REFUSALS),
    },
  });
  app.openapi(route, async (c) => {
    const project = c.get('project');
    const asked = c.req.valid('query');
    const profile = await getScored(project.reader, toRef(c.req.valid('param')));
    const range = await resolveHistory(project, asked);
    const model = await resolveModel(project.reader, asked);
    const data = await project.scoring.history(profile, { model, ...range });
    const { profileId } = profile;
    const under = { model: model.modelId, version: model.version };
    return c.json(
      { profileId, ...under, ...range, data, note: RECOMPUTED_NOTE, computedAt: computedAt(project) },
      200,
    );
  });
}

/** Why someone's score moved between two days, each under the version that was in force then. */
export function addChangesRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path: `${path}/changes`,
    summary: 'Why the score moved',
    security: [{ secretKey: [] }],
    request: { params, query: rangeQuery },
    responses: {
      200: {
        description: 'What aged, what is new, and what a new version made.',
        content: { 'application/json': { schema: changesSchema } },
      },
      ...refusals(SCORE_REFUSALS),
    },
  });
  app.openapi(route, async (c) => {
    const project = c.get('project');
    const asked = c.req.valid('query');
    const profile = await getScored(project.reader, toRef(c.req.valid('param')));
    const { first, last } = await resolveComparison(project, asked);
    const change = await project.scoring.explain(profile, first, last);
    const toPoint = async (point: { day: string; model: ModelVersion }) => ({
      day: point.day,
      model: point.model.modelId,
      version: point.model.version,
      score: (await project.scoring.score(profile, point)).score,
    });
    const ends = { from: await toPoint(first), to: await toPoint(last) };
    return c.json(
      {
        profileId: profile.profileId,
        ...ends,
        ...change,
        note: RECOMPUTED_NOTE,
        computedAt: computedAt(project),
      },
      200,
    );
  });
}

function computedAt({ now }: OpenProject): string {
  return new Date(now()).toISOString();
}
