import { createRoute, z } from '@hono/zod-openapi';
import { STAYED } from '../analysis/stayed.ts';
import type { Outcome, SetOutcomes } from '../storage/model-work.ts';
import type { App } from './app-env.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { queryOf } from './parameters.ts';

/** Replaces a project's outcomes. */
export interface OutcomeChanges {
  setOutcomes(projectId: string, request: SetOutcomes): Promise<void>;
}

const NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const MOST_OUTCOMES = 50;

const outcomeSchema = z.strictObject({
  name: z
    .string('must be a text such as cancelled')
    .regex(NAME, 'must have 1 to 64 small letters, digits, - and _, and begin with a letter')
    .refine((name) => name !== STAYED, `must not be ${STAYED}, which every project has without an event`),
  event: z
    .string('must be the name of an event')
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .refine((event) => event !== '*', 'must be the name of an event, not *'),
  good: z.boolean('must be true or false').openapi({ description: 'Whether it is good news.' }),
  once: z
    .boolean('must be true or false')
    .default(true)
    .openapi({ description: 'Whether it comes once in a life: who had it is asked no more.' }),
});

const bodySchema = z
  .strictObject({
    outcomes: z
      .array(outcomeSchema, 'must be a list of {name, event, good, once}')
      .max(MOST_OUTCOMES, `must be at most ${MOST_OUTCOMES}`)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must have different names'),
  })
  .openapi('SetOutcomes');

const answerSchema = z
  .object({
    data: z.array(
      z.object({
        name: z.string(),
        event: z.string().nullable().openapi({ description: 'Null for stayed: no event says it.' }),
        good: z.boolean(),
        once: z.boolean(),
      }),
    ),
    nextCursor: z.null(),
  })
  .openapi('Outcomes');
const content = { 'application/json': { schema: answerSchema } };

const listRoute = createRoute({
  method: 'get',
  path: '/v1/outcomes',
  summary: 'What models are judged by',
  security: [{ secretKey: [] }],
  request: { query: queryOf({}) },
  responses: { 200: { description: 'The outcomes.', content }, ...refusals(KEY_REFUSALS) },
});

const setRoute = createRoute({
  method: 'put',
  path: '/v1/outcomes',
  summary: 'Say by which events outcomes are known; replaces what was said before',
  security: [{ secretKey: [] }],
  request: {
    query: queryOf({}),
    body: { required: true, content: { 'application/json': { schema: bodySchema } } },
  },
  responses: {
    200: { description: 'The outcomes from now on.', content },
    ...refusals({ ...KEY_REFUSALS, 503: 'Nothing can be stored at the moment.' }),
  },
});

/** The outcomes of a project: what models are judged by and fitted to. */
export function addOutcomeRoutes(app: App, { setOutcomes }: OutcomeChanges): void {
  app.openapi(listRoute, async (c) => c.json(toJson(await c.get('project').reader.listOutcomes()), 200));
  app.openapi(setRoute, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const { outcomes } = c.req.valid('json');
    const { now, reader } = c.get('project');
    await setOutcomes(projectId, { outcomes, change: { actor: keyId, at: now() } });
    return c.json(toJson(await reader.listOutcomes()), 200);
  });
}

function toJson(outcomes: readonly Outcome[]): z.infer<typeof answerSchema> {
  const stayed = { name: STAYED, event: null, good: true, once: false };
  return { data: [stayed, ...outcomes], nextCursor: null };
}
