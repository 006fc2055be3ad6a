import { createRoute, z } from '@hono/zod-openapi';
import { listProfiles } from '../scoring/list-profiles.ts';
import type { ListPosition } from '../storage/score-reads.ts';
import type { App } from './app-env.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { profileSchema, toProfileJson } from './json/profile-json.ts';
import { toScoreSummaryJson } from './json/score-json.ts';
import { choiceParameter, textParameter, wholeNumberParameter } from './parameters.ts';
import { resolveListPoint } from './resolve-list-point.ts';
import { resolveModel } from './resolve-model.ts';
import { isTraitName, toProfileQuery } from './to-profile-query.ts';

const MOST_SEEN_WITHIN_DAYS = 800;
const SCORE_RANGE = { least: -1_000_000, most: 1_000_000 };
const SORTS = ['-score', 'score', '-lastSeen', 'lastSeen', '-firstSeen', 'firstSeen'] as const;

const PARAMETERS = {
  kind: choiceParameter('Known people unless asked otherwise.', ['known', 'anonymous', 'all']).default(
    'known',
  ),
  band: textParameter('Only this band of the model.').optional(),
  minScore: wholeNumberParameter('Lowest rounded score, included.', SCORE_RANGE).optional(),
  maxScore: wholeNumberParameter('Highest rounded score, included.', SCORE_RANGE).optional(),
  account: textParameter('Only members of the account with this groupId.').optional(),
  seenWithin: z
    .string({ error: 'must be given once' })
    .regex(/^[1-9]\d{0,2}d$/, `must be a number of days such as 30d, up to ${MOST_SEEN_WITHIN_DAYS}d`)
    .refine(
      (text) => Number.parseInt(text, 10) <= MOST_SEEN_WITHIN_DAYS,
      `must be at most ${MOST_SEEN_WITHIN_DAYS}d`,
    )
    .openapi({ description: 'Only who was active on one of the last days, today included.', example: '30d' })
    .optional(),
  sort: choiceParameter('Order; - puts the largest first.', SORTS).default('-score'),
  model: textParameter('Id of a model; the main one if absent.').optional(),
  limit: wholeNumberParameter('Most rows of a page.', { least: 1, most: 1000 }).default(100),
  cursor: textParameter('nextCursor of the page before.', 1000).optional(),
} as const;

// Traits have names of their own, so that the schema takes any name and checks it here.
const listParameters = z.looseObject(PARAMETERS).superRefine(
  (query, context) => {
    for (const [name, value] of Object.entries(query)) {
      if (Object.hasOwn(PARAMETERS, name)) continue;
      const message = isTraitName(name) ? traitProblem(value) : unknownMessage(name);
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    }
  },
  // Also where other parameters are wrong: all is said at once.
  { when: () => true },
);

const route = createRoute({
  method: 'get',
  path: '/v1/profiles',
  summary: 'Profiles with their scores of today',
  security: [{ secretKey: [] }],
  request: { query: listParameters },
  responses: {
    200: {
      description: 'A page of profiles.',
      content: {
        'application/json': {
          schema: z.object({ data: z.array(profileSchema), nextCursor: z.string().nullable() }),
        },
      },
    },
    ...refusals({
      ...KEY_REFUSALS,
      404: 'There is no such model.',
      410: 'The cursor is of a version that is gone.',
    }),
  },
});

const placeSchema = z.object({
  model: z.string(),
  version: z.int(),
  position: z.object({ value: z.number(), profileId: z.string(), landmark: z.int().optional() }),
});

export function addProfileListRoute(app: App): void {
  app.openapi(route, async (c) => {
    const parameters = c.req.valid('query');
    const { cursor, limit, ...list } = parameters;
    const project = c.get('project');
    const place = cursor === undefined ? undefined : decodeCursor(cursor, list, placeSchema);
    const day = project.scoring.today();
    const point =
      place === undefined
        ? { model: await resolveModel(project.reader, { model: parameters.model }), day }
        : await resolveListPoint(project, { ...place, day });
    const { rows, next } = await listProfiles(project.scoring, toProfileQuery(parameters, point), {
      point,
      limit,
      ...(place && { after: toPosition(place.position) }),
    });
    const { modelId: model, version } = point.model;
    const nextCursor = next === undefined ? null : encodeCursor({ model, version, position: next }, list);
    const data = rows.map(({ profile, score }) => toProfileJson(profile, toScoreSummaryJson(score, point)));
    return c.json({ data, nextCursor }, 200);
  });
}

function toPosition({ landmark, ...place }: z.infer<typeof placeSchema>['position']): ListPosition {
  return landmark === undefined ? place : { ...place, landmark };
}

function traitProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 300
    ? undefined
    : 'must be given once, with at most 300 characters';
}

function unknownMessage(name: string): string {
  if (name === 'at') {
    return 'is not possible for a list, past scores are for one person at a time: ask /v1/profiles/{userId}/score?at=…';
  }
  return `is not known here: allowed are ${[...Object.keys(PARAMETERS), 'trait.<name>'].join(', ')}`;
}
