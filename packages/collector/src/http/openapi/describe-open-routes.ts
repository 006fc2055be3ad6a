import { z } from '@hono/zod-openapi';
import type { App } from '../app-env.ts';
import { jsonObject } from '../json/json-object.ts';
import { refusals } from '../json/problem-json.ts';

const statusSchema = z.object({ status: z.literal('ok') });

/** Adds the routes that need no key to the document. */
export function describeOpenRoutes({ openAPIRegistry }: App): void {
  const add = (path: string, summary: string, content: object, others: Record<number, string> = {}) =>
    openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      security: [],
      responses: { 200: { description: 'OK.', content }, ...refusals(others) },
    });
  add('/healthz', 'Whether the process answers', { 'application/json': { schema: statusSchema } });
  add(
    '/readyz',
    'Whether it can commit',
    { 'application/json': { schema: statusSchema } },
    { 503: 'Nothing can be stored at the moment.' },
  );
  add('/openapi.json', 'This document', { 'application/json': { schema: jsonObject } });
  add('/docs', 'This document, to read', { 'text/html': { schema: z.string() } });
  add(
    '/ardent.js',
    'The browser SDK',
    { 'text/javascript': { schema: z.string() } },
    { 503: 'It has not been built.' },
  );
}
