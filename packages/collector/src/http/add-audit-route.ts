import { createRoute, z } from '@hono/zod-openapi';
import { mergeAudit } from '../project/merge-audit.ts';
import type { AuditEntry } from '../storage/control-storage.ts';
import type { App } from './app-env.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf, wholeNumberParameter } from './parameters.ts';

/** The latest changes of a project, newest first. */
export type ListAudit = (projectId: string, limit: number) => Promise<AuditEntry[]>;

const entrySchema = z
  .object({
    at: z.iso.datetime(),
    actor: z.string().openapi({ description: "Who: a key's id, or where it was done." }),
    action: z.string(),
    subject: z.string().openapi({ description: 'What it happened to, by id.' }),
    reason: z.string().nullable().openapi({ description: 'Why a model was published; else null.' }),
  })
  .openapi('AuditEntry');

const route = createRoute({
  method: 'get',
  path: '/v1/audit',
  summary: 'Who changed what, newest first; needs the scope admin',
  security: [{ secretKey: [] }],
  request: {
    query: queryOf({ limit: wholeNumberParameter('Most entries.', { least: 1, most: 1000 }).default(100) }),
  },
  responses: {
    200: {
      description: 'The latest entries.',
      content: {
        'application/json': { schema: z.object({ data: z.array(entrySchema), nextCursor: z.null() }) },
      },
    },
    ...refusals(KEY_REFUSALS),
  },
});

export function addAuditRoute(app: App, { listAudit }: { listAudit: ListAudit }): void {
  app.openapi(route, async (c) => {
    const { limit } = c.req.valid('query');
    const ofControl = await listAudit(c.get('grant').projectId, limit);
    const ofProject = await c.get('project').reader.listAudit(limit);
    const entries = mergeAudit(ofControl, ofProject, limit);
    const data = entries.map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry }));
    return c.json({ data, nextCursor: null }, 200);
  });
}
