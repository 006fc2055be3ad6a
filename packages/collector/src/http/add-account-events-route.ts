import { createRoute, z } from '@hono/zod-openapi';
import { listAccountEvents } from '../scoring/accounts/list-account-events.ts';
import { accountParams, getAccount } from './account-address.ts';
import type { App } from './app-env.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type EventJson, eventSchema, toEventJson } from './json/event-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf, textParameter, wholeNumberParameter } from './parameters.ts';

interface AccountEventJson {
  profileId: string;
  userId: string | null;
  event: EventJson;
}

const rowSchema: z.ZodType<AccountEventJson> = z
  .object({ profileId: z.string(), userId: z.string().nullable(), event: eventSchema })
  .openapi('AccountEvent');
const placeSchema = z.object({ timestamp: z.int(), messageId: z.string() });

const route = createRoute({
  method: 'get',
  path: '/v1/accounts/{groupId}/events',
  summary: "The timeline of an account's members of today, newest first",
  security: [{ secretKey: [] }],
  request: {
    params: accountParams,
    query: queryOf({
      limit: wholeNumberParameter('Most rows of a page.', { least: 1, most: 1000 }).default(100),
      cursor: textParameter('nextCursor of the page before.', 1000).optional(),
    }),
  },
  responses: {
    200: {
      description: 'A page of messages.',
      content: {
        'application/json': {
          schema: z.object({ data: z.array(rowSchema), nextCursor: z.string().nullable() }),
        },
      },
    },
    ...refusals({ ...KEY_REFUSALS, 404: 'There is no such account.' }),
  },
});

/** What the members of an account did. */
export function addAccountEventsRoute(app: App): void {
  app.openapi(route, async (c) => {
    const project = c.get('project');
    const { limit, cursor } = c.req.valid('query');
    const { groupId } = await getAccount(project.reader, c.req.valid('param').groupId);
    const list = ['account', groupId];
    const before = cursor === undefined ? {} : { before: decodeCursor(cursor, list, placeSchema) };
    const rows = await listAccountEvents(
      project.reader,
      { groupId, day: project.scoring.today() },
      { limit: limit + 1, ...before },
    );
    const last = rows.length > limit ? rows[limit - 1]?.event : undefined;
    const place = last && { timestamp: last.timestamp, messageId: last.messageId };
    const data = rows.slice(0, limit).map((row) => ({ ...row, event: toEventJson(row.event) }));
    return c.json({ data, nextCursor: place === undefined ? null : encodeCursor(place, list) }, 200);
  });
}
