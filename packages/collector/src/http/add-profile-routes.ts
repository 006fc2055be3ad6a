import { createRoute, z } from '@hono/zod-openapi';
import type { App } from './app-env.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { eventSchema, toEventJson } from './json/event-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { profileSchema, toProfileJson } from './json/profile-json.ts';
import { toScoreSummaryJson } from './json/score-json.ts';
import { queryOf, textParameter, wholeNumberParameter } from './parameters.ts';
import { getProfile, type ProfileAddress } from './profile-address.ts';
import { resolveModel } from './resolve-model.ts';

const profileQuery = queryOf({ model: textParameter('Id of a model; the main one if absent.').optional() });

const eventsQuery = queryOf({
  limit: wholeNumberParameter('Most rows of a page.', { least: 1, most: 1000 }).default(100),
  cursor: textParameter('nextCursor of the page before.', 1000).optional(),
});

const placeSchema = z.object({ timestamp: z.int(), messageId: z.string() });

/** A person, with traits, accounts and the score of today. */
export function addProfileRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path,
    summary: 'A profile and its score of today',
    security: [{ secretKey: [] }],
    request: { params, query: profileQuery },
    responses: {
      200: { description: 'The profile.', content: { 'application/json': { schema: profileSchema } } },
      ...refusals({ ...KEY_REFUSALS, 404: 'There is no such profile or model.' }),
    },
  });
  app.openapi(route, async (c) => {
    const { reader, scoring } = c.get('project');
    const profile = await getProfile(reader, toRef(c.req.valid('param')));
    const point = { model: await resolveModel(reader, c.req.valid('query')), day: scoring.today() };
    const score = profile.isUnmeasured
      ? null
      : toScoreSummaryJson(await scoring.score(profile, point), point);
    return c.json(toProfileJson(profile, score), 200);
  });
}

/** A person's messages, the newest first. */
export function addEventsRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path: `${path}/events`,
    summary: 'The timeline of a profile, newest first',
    security: [{ secretKey: [] }],
    request: { params, query: eventsQuery },
    responses: {
      200: {
        description: 'A page of messages.',
        content: {
          'application/json': {
            schema: z.object({ data: z.array(eventSchema), nextCursor: z.string().nullable() }),
          },
        },
      },
      ...refusals({ ...KEY_REFUSALS, 404: 'There is no such profile.' }),
    },
  });
  app.openapi(route, async (c) => {
    const { reader } = c.get('project');
    const { limit, cursor } = c.req.valid('query');
    const { profileId } = await getProfile(reader, toRef(c.req.valid('param')));
    const before = cursor === undefined ? {} : { before: decodeCursor(cursor, profileId, placeSchema) };
    const events = await reader.listEvents(profileId, { limit: limit + 1, ...before });
    const last = events.length > limit ? events[limit - 1] : undefined;
    const place = last && { timestamp: last.timestamp, messageId: last.messageId };
    const nextCursor = place === undefined ? null : encodeCursor(place, profileId);
    return c.json({ data: events.slice(0, limit).map(toEventJson), nextCursor }, 200);
  });
}
