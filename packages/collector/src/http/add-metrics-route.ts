import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { App, AppEnv } from './app-env.ts';
import type { ClientOrigin } from './client-origin.ts';
import { isLoopback } from './is-loopback.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const route = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Counters and gauges for Prometheus',
  description: 'All projects, asked on the machine itself; else with a secret key, and then of its project.',
  security: [{ secretKey: [] }, {}],
  responses: {
    200: {
      description: 'In the text form of Prometheus.',
      content: { [CONTENT_TYPE]: { schema: z.string() } },
    },
    ...refusals(KEY_REFUSALS),
  },
});

/** `/metrics`: on loopback, or with a secret key. */
export function addMetricsRoute(
  app: App,
  deps: { metrics: Metrics; origin: ClientOrigin; requireKey: MiddlewareHandler<AppEnv> },
): void {
  const { metrics, origin, requireKey } = deps;
  app.use('/metrics', (c, next) => {
    const mayPass = c.req.header('authorization') === undefined && isLoopback(c, origin);
    return mayPass ? next() : requireKey(c, next);
  });
  app.openapi(route, async (c) => {
    // Absent where the machine itself asks without a key.
    const grant = c.get('grant') as AppEnv['Variables']['grant'] | undefined;
    const text = await metrics.read(grant?.projectId);
    return c.text(text, 200, { ...SECURITY_HEADERS, 'content-type': CONTENT_TYPE });
  });
}
