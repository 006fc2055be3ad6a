import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { checkUserToken } from '../access/user-token.ts';
import type { OpenProjects } from '../project/open-project.ts';
import type { KeyLookup } from '../storage/control-storage.ts';
import type { App, AppEnv } from './app-env.ts';
import { corsHeaders, preflightResponse } from './client-cors.ts';
import { refusals } from './json/problem-json.ts';
import { queryOf, textParameter } from './parameters.ts';
import { getScored } from './profile-address.ts';
import { Refusal } from './refusal.ts';
import { authorizationKey } from './request-key.ts';
import { resolveModel } from './resolve-model.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const PATH = '/v1/me/score';

const route = createRoute({
  method: 'get',
  path: PATH,
  summary: "The score of the page's own user",
  security: [{ userToken: [] }],
  request: { query: queryOf({ userId: textParameter('The user that the token is of.') }) },
  responses: {
    200: {
      description: 'The score of today under the main model.',
      content: {
        'application/json': { schema: z.object({ rounded: z.int(), band: z.string() }).openapi('OwnScore') },
      },
    },
    ...refusals({
      400: 'A parameter is unknown or wrong.',
      401: 'No user token, or one that does not prove the user.',
      404: 'There is no such user yet.',
      409: 'The person opted out of being measured.',
    }),
  },
});

/** What a page may ask with a user token, and nothing else: the score and band of that user. */
export function addMeRoute(
  app: App,
  { keys, projects, now }: { keys: KeyLookup; projects: OpenProjects; now: () => number },
): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'userToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A user token that your back end made: see docs/security.md.',
  });
  app.options(PATH, (c) => preflightResponse(c.req));
  app.use(PATH, showToPages);
  app.openapi(route, async (c) => {
    const { userId } = c.req.valid('query');
    const projectId = provenProject(authorizationKey(c.req), { userId, keys, now: now() });
    const project = keys.findProject(projectId);
    if (project === undefined)
      throw new Error(`a token secret names project ${projectId}, which is not there`);
    const { reader, scoring } = await projects.open(project);
    const profile = await getScored(reader, { userId });
    const point = { model: await resolveModel(reader, {}), day: scoring.today() };
    const { rounded, band } = await scoring.score(profile, point);
    return c.json({ rounded, band }, 200);
  });
}

/** Refusals, too, are for the page to see. */
const showToPages: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const headers = { ...SECURITY_HEADERS, ...corsHeaders(c.req) };
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
};

/** @throws Refusal 401 if the token doesn't prove the user. */
function provenProject(
  token: string | undefined,
  { userId, keys, now }: { userId: string; keys: KeyLookup; now: number },
): string {
  if (token === undefined) throw unproven('missing_user_token', 'This address needs a user token.');
  const findTokenSecret = keys.findTokenSecret.bind(keys);
  const check = checkUserToken(token, { userId, now, findTokenSecret });
  if (check.ok) return check.projectId;
  if (check.reason === 'expired') throw unproven('expired_user_token', 'The user token has expired.');
  throw unproven('invalid_user_token', 'The user token does not prove this userId.');
}

function unproven(code: string, detail: string): Refusal {
  const remedy =
    'Send "Authorization: Bearer <user token>", which your back end makes for its own logged-in user.';
  return new Refusal({ status: 401, code, detail, remedy }, { 'www-authenticate': 'Bearer realm="ardent"' });
}
