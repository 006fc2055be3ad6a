import type { Context } from 'hono';
import { createProblem } from '../problem.ts';
import type { KeyLookup } from '../storage/control-storage.ts';
import type { App } from './app-env.ts';
import { corsHeaders, preflightResponse } from './client-cors.ts';
import type { ClientOrigin } from './client-origin.ts';
import { problemResponse } from './problem-response.ts';
import { clientKey } from './request-key.ts';

const SEGMENT_PATH = '/v1/projects/:key/settings';
const RUDDERSTACK_PATH = '/sourceConfig';

/** What Segment's and RudderStack's browser clients ask before they send anything. */
export function addSettingsRoutes(
  app: App,
  { keys, origin }: { keys: KeyLookup; origin: ClientOrigin },
): void {
  app.options(SEGMENT_PATH, (c) => preflightResponse(c.req));
  app.get(SEGMENT_PATH, (c) => {
    const key = c.req.param('key');
    return isWriteKey(keys, key) ? settings(c, segmentSettings(c, key, origin.protocolOf(c))) : refuseKey(c);
  });
  app.options(RUDDERSTACK_PATH, (c) => preflightResponse(c.req));
  app.get(RUDDERSTACK_PATH, (c) => {
    const key = clientKey(c.req);
    return key !== undefined && isWriteKey(keys, key)
      ? settings(c, rudderStackSettings(keys, key))
      : refuseKey(c);
  });
}

function isWriteKey(keys: KeyLookup, key: string): boolean {
  return keys.findKey(key)?.kind === 'write';
}

/** Without `apiHost` the client would send to Segment; `sampleRate: 0` keeps its own metrics at home. */
function segmentSettings(c: Context, apiKey: string, protocol: 'http' | 'https'): object {
  const { host } = new URL(c.req.url);
  return {
    integrations: {
      'Segment.io': { apiKey, apiHost: `${host}/v1`, protocol },
    },
    plan: { track: { __default: { enabled: true } }, identify: { __default: { enabled: true } } },
    metrics: { sampleRate: 0 },
  };
}

function rudderStackSettings(keys: KeyLookup, key: string): object {
  const projectId = keys.findKey(key)?.projectId ?? '';
  return {
    source: {
      id: projectId,
      name: projectId,
      workspaceId: projectId,
      enabled: true,
      config: {},
      destinations: [],
    },
  };
}

function settings(c: Context, body: object): Response {
  const headers = { ...corsHeaders(c.req), 'content-type': 'application/json', 'cache-control': 'no-cache' };
  return new Response(JSON.stringify(body), { headers });
}

function refuseKey(c: Context): Response {
  const problem = createProblem({
    status: 401,
    code: 'unknown_key',
    detail: 'There is no write key like the one given.',
    remedy: 'Use a write key that "ardent keys" lists.',
  });
  return problemResponse(problem, corsHeaders(c.req));
}
