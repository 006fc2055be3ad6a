import { createRoute, z } from '@hono/zod-openapi';
import type { Live } from '../live/create-live.ts';
import type { KeyLookup } from '../storage/control-storage.ts';
import type { App } from './app-env.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { authorizationKey } from './request-key.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/live',
  summary: 'What comes in, as it comes in',
  description:
    'Server-sent events named accepted, duplicate and rejected, at most 100 of a request. A reader that falls behind is cut off.',
  security: [{ secretKey: [] }],
  request: { query: queryOf({}) },
  responses: {
    200: { description: 'Until one side ends it.', content: { 'text/event-stream': { schema: z.string() } } },
    ...refusals({ ...KEY_REFUSALS, 429: 'Too many look already.' }),
  },
});

export function addLiveRoute(app: App, { live, keys }: { live: Live; keys: KeyLookup }): void {
  app.openapi(route, (c) => {
    const { projectId } = c.get('grant');
    const key = authorizationKey(c.req) ?? '';
    const headers = {
      ...SECURITY_HEADERS,
      'content-type': 'text/event-stream',
      // Proxies of nginx's kind would hold events back.
      'x-accel-buffering': 'no',
    };
    // Nobody would read it, nor end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers) as never;
    const stream = live.open(projectId, () => keys.findKey(key)?.scopes.includes('read') ?? false);
    if (stream === undefined) throw tooManyViews();
    return c.body(stream, 200, headers) as never;
  });
}

function tooManyViews(): Refusal {
  return new Refusal(
    {
      status: 429,
      code: 'too_many_views',
      detail: 'Twenty views of the project are open, which is the most at a time.',
      remedy: 'Close one of them, then try again.',
    },
    { 'retry-after': '5' },
  );
}
