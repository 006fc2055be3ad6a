import { toDayNumber, toDayString } from '@ardent/core';
import { createRoute } from '@hono/zod-openapi';
import type { OpenProject } from '../project/open-project.ts';
import type { ModelVersion } from '../storage/project-storage.ts';
import type { App } from './app-env.ts';
import { changesSchema, historySchema, RECOMPUTED_NOTE } from './json/history-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { scoreSchema, toScoreSummaryJson } from './json/score-json.ts';
import { queryOf, textParameter, wholeNumberParameter } from './parameters.ts';
import { getProfile, type ProfileAddress, refuseUnmeasured } from './profile-address.ts';
import { Refusal } from './refusal.ts';
import { resolveDay } from './resolve-day.ts';
import { resolveModel } from './resolve-model.ts';
import { versionInForce } from './version-in-force.ts';

const MOST_HISTORY_DAYS = 800;
const USUAL_HISTORY_DAYS = 90;
const USUAL_CHANGE_DAYS = 7;

const modelParameters = {
  model: textParameter('Id of a model; the main one if absent.').optional(),
  version: wholeNumberParameter('A version of the model; the current one if absent.', {
    least: 1,
    most: 1_000_000,
  }).optional(),
};
const dayParameter = (description: string) =>
  textParameter(`${description} A day, or an instant in it.`).optional();
const scoreQuery = queryOf({ at: dayParameter('The day to score at; today if absent.'), ...modelParameters });
const rangeParameters = {
  from: dayParameter('The first day.'),
  to: dayParameter('The last day; today if absent.'),
};
const rangeQuery = queryOf({ ...rangeParameters, ...modelParameters });

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
    const profile = await getProfile(project.reader, toRef(c.req.valid('param')));
    refuseUnmeasured(profile);
    const day = at === undefined ? project.scoring.today() : await resolveDay(at, 'at', project);
    const point = { model: await resolveModel(project.reader, wanted), day };
    const { percentile, ...score } = await project.scoring.scoreWithPercentile(profile, point);
    const { profileId } = profile;
    const { contributions } = score;
    const summary = toScoreSummaryJson(score, point);
    return c.json({ profileId, ...summary, percentile, contributions, computedAt: computedAt(project) }, 200);
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
    const { from, to, ...wanted } = c.req.valid('query');
    const profile = await getProfile(project.reader, toRef(c.req.valid('param')));
    refuseUnmeasured(profile);
    const range = await resolveRange(project, {
      from,
      to,
      usualDays: USUAL_HISTORY_DAYS,
      mostDays: MOST_HISTORY_DAYS,
    });
    const model = await resolveModel(project.reader, wanted);
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
    const { from, to, ...wanted } = c.req.valid('query');
    const profile = await getProfile(project.reader, toRef(c.req.valid('param')));
    refuseUnmeasured(profile);
    const range = await resolveRange(project, { from, to, usualDays: USUAL_CHANGE_DAYS + 1 });
    const first = { day: range.from, model: await versionOn(project, range.from, wanted) };
    const last = { day: range.to, model: await versionOn(project, range.to, wanted) };
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

/** The version asked for, else the one that was in force at the end of a day. */
async function versionOn(
  { reader, scoring }: OpenProject,
  day: string,
  wanted: { model?: string | undefined; version?: number | undefined },
): Promise<ModelVersion> {
  const current = await resolveModel(reader, wanted);
  if (wanted.version !== undefined) return current;
  return (
    versionInForce(await reader.listModels(), { modelId: current.modelId, day, dayOf: scoring.dayOf }) ??
    current
  );
}

async function resolveRange(
  project: OpenProject,
  asked: { from: string | undefined; to: string | undefined; usualDays: number; mostDays?: number },
): Promise<{ from: string; to: string }> {
  const to = asked.to === undefined ? project.scoring.today() : await resolveDay(asked.to, 'to', project);
  const usual = toDayString(toDayNumber(to) - asked.usualDays + 1);
  const from =
    asked.from === undefined
      ? await notBeforeKept(project, usual, to)
      : await resolveDay(asked.from, 'from', project);
  if (from > to) throw wrongRange(`from must not be after to, got ${from} and ${to}.`, 'Swap them.');
  const days = toDayNumber(to) - toDayNumber(from) + 1;
  if (asked.mostDays !== undefined && days > asked.mostDays) {
    throw wrongRange(
      `from and to must be at most ${asked.mostDays} days apart, both included, got ${days}.`,
      'Ask for several shorter ranges.',
    );
  }
  return { from, to };
}

async function notBeforeKept({ reader, now }: OpenProject, day: string, to: string): Promise<string> {
  const first = await reader.firstKeptDay(now());
  return day >= first ? day : first < to ? first : to;
}

function wrongRange(detail: string, remedy: string): Refusal {
  return new Refusal({ status: 400, code: 'invalid_range', detail, remedy });
}

function computedAt({ now }: OpenProject): string {
  return new Date(now()).toISOString();
}
