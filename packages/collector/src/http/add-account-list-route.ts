import { createRoute, z } from '@hono/zod-openapi';
import {
  type AccountPosition,
  type AccountQuery,
  type AccountSortField,
  pageOfAccounts,
} from '../scoring/accounts/list-accounts.ts';
import type { ScoringPoint } from '../scoring/scoring-point.ts';
import type { App } from './app-env.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { accountSchema, toAccountJson } from './json/account-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { listQueryOf } from './list-parameters.ts';
import { choiceParameter, textParameter, wholeNumberParameter } from './parameters.ts';
import { resolveListPoint } from './resolve-list-point.ts';
import { resolveModel } from './resolve-model.ts';
import { knownBand, traitsIn } from './to-profile-query.ts';

const SCORE_RANGE = { least: -1_000_000, most: 1_000_000 };
const SORTS = [
  '-score',
  'score',
  '-seats',
  'seats',
  '-members',
  'members',
  '-firstSeen',
  'firstSeen',
] as const;

const route = createRoute({
  method: 'get',
  path: '/v1/accounts',
  summary: 'Accounts with their scores of today',
  security: [{ secretKey: [] }],
  request: {
    query: listQueryOf(
      {
        band: textParameter('Only this band of the model.').optional(),
        minScore: wholeNumberParameter('Lowest rounded score, included.', SCORE_RANGE).optional(),
        maxScore: wholeNumberParameter('Highest rounded score, included.', SCORE_RANGE).optional(),
        singleThreaded: choiceParameter('Whether one person carries the account.', [
          'true',
          'false',
        ]).optional(),
        sort: choiceParameter('Order; - puts the largest first.', SORTS).default('-score'),
        model: textParameter('Id of a model; the main one if absent.').optional(),
        limit: wholeNumberParameter('Most rows of a page.', { least: 1, most: 1000 }).default(100),
        cursor: textParameter('nextCursor of the page before.', 1000).optional(),
      },
      '/v1/accounts/{groupId}/score?at=…',
    ),
  },
  responses: {
    200: {
      description: 'A page of accounts.',
      content: {
        'application/json': {
          schema: z.object({
            data: z.array(accountSchema),
            nextCursor: z.string().nullable(),
            computedAt: z.iso
              .datetime()
              .openapi({ description: 'When the scores were computed; half a minute ago at most.' }),
          }),
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

const placeSchema: z.ZodType<Place> = z.object({
  model: z.string(),
  version: z.int(),
  day: z.iso.date(),
  value: z.number(),
  groupId: z.string(),
});

interface Place extends AccountPosition {
  model: string;
  version: number;
  day: string;
}

/** Accounts by score, filtered and sorted, in pages. */
export function addAccountListRoute(app: App): void {
  app.openapi(route, async (c) => {
    const { cursor, limit, ...list } = c.req.valid('query');
    const project = c.get('project');
    const place = cursor === undefined ? undefined : decodeCursor(cursor, ['accounts', list], placeSchema);
    const point =
      place === undefined
        ? { model: await resolveModel(project.reader, list), day: project.scoring.today() }
        : await resolveListPoint(project, place);
    const query = toAccountQuery(list, point);
    const { rows: all, computedAt } = await project.accountScoring.scoreAll(query.filter, point);
    const after = place && { after: { value: place.value, groupId: place.groupId } };
    const { rows, next } = pageOfAccounts(all, query, { point, limit, ...after });
    const nextPlace = next && {
      ...next,
      model: point.model.modelId,
      version: point.model.version,
      day: point.day,
    };
    return c.json(
      {
        data: rows.map(({ account, score, members }) => toAccountJson(account, { score, members, point })),
        nextCursor: nextPlace === undefined ? null : encodeCursor(nextPlace, ['accounts', list]),
        computedAt: new Date(computedAt).toISOString(),
      },
      200,
    );
  });
}

interface ListParameters extends Record<string, unknown> {
  band?: string | undefined;
  minScore?: number | undefined;
  maxScore?: number | undefined;
  singleThreaded?: 'true' | 'false' | undefined;
  sort: (typeof SORTS)[number];
}

function toAccountQuery(
  { band, minScore, maxScore, singleThreaded, sort, ...others }: ListParameters,
  { model }: ScoringPoint,
): AccountQuery {
  const traits = traitsIn(others);
  return {
    filter: traits === undefined ? {} : { traits },
    ...(band !== undefined && { band: knownBand(band, model) }),
    ...(minScore !== undefined && { minScore }),
    ...(maxScore !== undefined && { maxScore }),
    ...(singleThreaded !== undefined && { singleThreaded: singleThreaded === 'true' }),
    sort: { field: sort.replace('-', '') as AccountSortField, descending: sort.startsWith('-') },
  };
}
