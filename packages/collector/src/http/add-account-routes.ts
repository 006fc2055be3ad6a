import { createRoute } from '@hono/zod-openapi';
import type { OpenProject } from '../project/open-project.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import type { Account } from '../storage/account-reads.ts';
import { accountParams, getAccount } from './account-address.ts';
import type { App } from './app-env.ts';
import {
  accountChangesSchema,
  accountHistorySchema,
  accountSchema,
  accountScoreSchema,
  toAccountJson,
  toAccountScoreJson,
} from './json/account-json.ts';
import { RECOMPUTED_NOTE } from './json/history-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf, textParameter } from './parameters.ts';
import { resolveAt } from './resolve-day.ts';
import { resolveModel } from './resolve-model.ts';
import {
  MOST_HISTORY_DAYS,
  rangeQuery,
  resolveComparison,
  resolveHistory,
  scoreQuery,
} from './score-range.ts';

const REFUSALS = {
  ...KEY_REFUSALS,
  404: 'There is no such account, model or version.',
  422: 'The day is before the retention of daily counts.',
};

const accountRoute = createRoute({
  method: 'get',
  path: '/v1/accounts/{groupId}',
  summary: 'An account and its score of today',
  security: [{ secretKey: [] }],
  request: {
    params: accountParams,
    query: queryOf({ model: textParameter('Id of a model; the main one if absent.').optional() }),
  },
  responses: {
    200: { description: 'The account.', content: { 'application/json': { schema: accountSchema } } },
    ...refusals({ ...KEY_REFUSALS, 404: 'There is no such account or model.' }),
  },
});

const scoreRoute = createRoute({
  method: 'get',
  path: '/v1/accounts/{groupId}/score',
  summary: 'The score of an account, with who makes it',
  security: [{ secretKey: [] }],
  request: { params: accountParams, query: scoreQuery },
  responses: {
    200: { description: 'The score.', content: { 'application/json': { schema: accountScoreSchema } } },
    ...refusals(REFUSALS),
  },
});

const historyRoute = createRoute({
  method: 'get',
  path: '/v1/accounts/{groupId}/history',
  summary: `One score a day, ${MOST_HISTORY_DAYS} days at most`,
  security: [{ secretKey: [] }],
  request: { params: accountParams, query: rangeQuery },
  responses: {
    200: { description: 'The scores.', content: { 'application/json': { schema: accountHistorySchema } } },
    ...refusals(REFUSALS),
  },
});

const changesRoute = createRoute({
  method: 'get',
  path: '/v1/accounts/{groupId}/changes',
  summary: "Why an account's score moved",
  security: [{ secretKey: [] }],
  request: { params: accountParams, query: rangeQuery },
  responses: {
    200: {
      description: 'What members, joining, leaving, seats and a new version made.',
      content: { 'application/json': { schema: accountChangesSchema } },
    },
    ...refusals(REFUSALS),
  },
});

/** One account: its score, rolled up from its members, over time, and why it moved. */
export function addAccountRoutes(app: App): void {
  app.openapi(accountRoute, async (c) => {
    const project = c.get('project');
    const account = await getAccount(project.reader, c.req.valid('param').groupId);
    const point = {
      model: await resolveModel(project.reader, c.req.valid('query')),
      day: project.scoring.today(),
    };
    const scored = await project.accountScoring.score(account, point);
    return c.json(toAccountJson(account, { score: scored, members: scored.members.length, point }), 200);
  });
  app.openapi(scoreRoute, async (c) => {
    const project = c.get('project');
    const account = await getAccount(project.reader, c.req.valid('param').groupId);
    const { at, ...wanted } = c.req.valid('query');
    const { day, instant } = await resolveAt(at, project);
    const point = { model: await resolveModel(project.reader, wanted), day };
    const scored = await project.accountScoring.score(account, point);
    const suspect = await project.scoring.suspects(point.model, instant);
    const about = { point, suspect, computedAt: computedAt(project) };
    return c.json(toAccountScoreJson(account, scored, about), 200);
  });
  app.openapi(historyRoute, async (c) => {
    const project = c.get('project');
    const asked = c.req.valid('query');
    const account = await getAccount(project.reader, c.req.valid('param').groupId);
    const range = await resolveHistory(project, asked);
    const model = await resolveModel(project.reader, asked);
    const data = await project.accountScoring.history(account, { model, ...range });
    const under = { model: model.modelId, version: model.version };
    const about = { note: RECOMPUTED_NOTE, computedAt: computedAt(project) };
    return c.json({ groupId: account.groupId, ...under, ...range, data, ...about }, 200);
  });
  app.openapi(changesRoute, async (c) => {
    const project = c.get('project');
    const account = await getAccount(project.reader, c.req.valid('param').groupId);
    const { first, last } = await resolveComparison(project, c.req.valid('query'));
    const change = await project.accountScoring.explain(account, first, last);
    const ends = {
      from: await toEnd(project, account, first),
      to: await toEnd(project, account, last),
    };
    const about = { note: RECOMPUTED_NOTE, computedAt: computedAt(project) };
    return c.json({ groupId: account.groupId, ...change, ...ends, ...about }, 200);
  });
}

async function toEnd({ accountScoring }: OpenProject, account: Account, point: ScoringPoint) {
  const { score, seats } = await accountScoring.score(account, point);
  return { day: point.day, model: point.model.modelId, version: point.model.version, score, seats };
}

function computedAt({ now }: OpenProject): string {
  return new Date(now()).toISOString();
}
