import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { ReplayResult } from '../ingest/replay-rejected.ts';
import type { Change } from '../storage/control-storage.ts';
import type { RejectedFilter } from '../storage/project-storage.ts';
import type { App } from './app-env.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { rejectedSchema, toRejectedJson } from './json/rejected-json.ts';
import { queryOf, textParameter, wholeNumberParameter } from './parameters.ts';
import { Refusal } from './refusal.ts';

/** Tries rejected messages of a project again, with the checks of today, in somebody's name. */
export type ReplayRejected = (
  projectId: string,
  filter: RejectedFilter,
  change: Change,
) => Promise<ReplayResult>;

const MOST_IDS = 10_000;
const MAX_BODY_BYTES = 1024 * 1024;

const since = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-22T09:30:00Z' })
  .openapi({ description: 'Only what was received then or later.' });

const filterParameters = {
  code: textParameter('Only what was rejected with this code.').optional(),
  key: textParameter('Only what came with the key of this id.').optional(),
  since: since.optional(),
};

const listRoute = createRoute({
  method: 'get',
  path: '/v1/rejected',
  summary: 'Rejected messages with their reasons, newest first',
  description: 'The last 10,000 of the project, for at most 30 days.',
  security: [{ secretKey: [] }],
  request: {
    query: queryOf({
      ...filterParameters,
      limit: wholeNumberParameter('Most rows of a page.', { least: 1, most: 1000 }).default(100),
      cursor: textParameter('nextCursor of the page before.', 1000).optional(),
    }),
  },
  responses: {
    200: {
      description: 'A page of rejected messages, and how many are kept by code, whatever code was asked for.',
      content: {
        'application/json': {
          schema: z.object({
            data: z.array(rejectedSchema),
            counts: z.array(z.object({ code: z.string(), count: z.int() })),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...refusals(KEY_REFUSALS),
  },
});

const replayBody = z
  .strictObject({
    ...filterParameters,
    ids: z
      .array(z.int({ error: 'must be a whole number' }).min(1))
      .min(1, 'must not be empty')
      .max(MOST_IDS, `must have at most ${MOST_IDS} ids`)
      .optional(),
  })
  .openapi({ description: 'Which ones: all that match everything given; {} means all.' });

const countSchema = z.int().min(0);
const replayRoute = createRoute({
  method: 'post',
  path: '/v1/rejected/replay',
  summary: 'Try rejected messages again, after a fix',
  security: [{ secretKey: [] }],
  request: { body: { required: true, content: { 'application/json': { schema: replayBody } } } },
  responses: {
    200: {
      description: 'What became of them. What was stored has left the quarantine.',
      content: {
        'application/json': {
          schema: z
            .object({
              accepted: countSchema,
              duplicates: countSchema.openapi({
                description: 'Stored already: they left the quarantine, too.',
              }),
              rejected: countSchema.openapi({ description: 'Still bad: they stay, with their new reason.' }),
              unplayable: countSchema.openapi({ description: 'Too large to have been kept.' }),
            })
            .openapi('Replay'),
        },
      },
    },
    ...refusals({
      ...KEY_REFUSALS,
      413: 'The body is too large.',
      503: 'Nothing can be stored at the moment.',
    }),
  },
});

/** What was rejected, why, and another try. */
export function addRejectedRoutes(app: App, { replayRejected }: { replayRejected: ReplayRejected }): void {
  app.use('/v1/rejected/replay', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseSize }));
  app.openapi(listRoute, async (c) => {
    const { reader } = c.get('project');
    const { limit, cursor, ...asked } = c.req.valid('query');
    const filter = toFilter(asked);
    const before = cursor === undefined ? {} : { before: decodeCursor(cursor, asked, z.int()) };
    const rows = await reader.listRejected(filter, { limit: limit + 1, ...before });
    const { code: _anyCode, ...uncoded } = filter;
    const counts = await reader.countRejected(uncoded);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last === undefined ? null : encodeCursor(last.id, asked);
    return c.json({ data: rows.slice(0, limit).map(toRejectedJson), counts, nextCursor }, 200);
  });
  app.openapi(replayRoute, async (c) => {
    const { ids, ...asked } = c.req.valid('json');
    const filter = { ...toFilter(asked), ...(ids !== undefined && { ids }) };
    const { keyId, projectId } = c.get('grant');
    const change = { actor: keyId, at: c.get('project').now() };
    return c.json(await replayRejected(projectId, filter, change), 200);
  });
}

function toFilter(asked: {
  code?: string | undefined;
  key?: string | undefined;
  since?: string | undefined;
}): RejectedFilter {
  return {
    ...(asked.code !== undefined && { code: asked.code }),
    ...(asked.key !== undefined && { keyId: asked.key }),
    ...(asked.since !== undefined && { since: Date.parse(asked.since) }),
  };
}

function refuseSize(): never {
  throw new Refusal({
    status: 413,
    code: 'request_too_large',
    detail: `The body must have at most ${MAX_BODY_BYTES} bytes.`,
    remedy: 'Name fewer ids, or a filter.',
  });
}
