import { type RouteConfig, z } from '@hono/zod-openapi';
import type { App } from '../app-env.ts';
import { jsonObject } from '../json/json-object.ts';
import { refusals } from '../json/problem-json.ts';

/** As much as tracking clients need to know; ingestion itself reads more leniently and says what is wrong. */
const messageSchema = z
  .looseObject({
    type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']).optional(),
    messageId: z.string().optional().openapi({ description: 'Names the message for ever: it counts once.' }),
    userId: z.string().nullable().optional(),
    anonymousId: z.string().nullable().optional(),
    event: z.string().optional().openapi({ description: 'Of a track.' }),
    name: z.string().optional().openapi({ description: 'Of a page or screen.' }),
    groupId: z.string().optional().openapi({ description: 'Of a group.' }),
    previousId: z.string().optional().openapi({ description: 'Of an alias.' }),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    properties: jsonObject.optional(),
    traits: jsonObject.optional(),
    context: jsonObject.optional(),
  })
  .openapi('Message', { description: 'A message of the Segment spec; needs a userId or an anonymousId.' });

const batchSchema = z
  .looseObject({
    batch: z.array(messageSchema),
    context: jsonObject.optional().openapi({ description: 'For every message of the batch.' }),
    sentAt: z.iso.datetime({ offset: true }).optional(),
    writeKey: z.string().optional(),
  })
  .openapi('Batch');

const acceptedSchema = z
  .object({
    success: z.literal(true),
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.array(
      z.object({ index: z.int(), messageId: z.string().nullable(), code: z.string(), message: z.string() }),
    ),
  })
  .openapi('Accepted', { description: 'Whatever is not in rejected is stored, on disk.' });

const MESSAGE_REFUSALS = refusals({
  400: 'The body is no JSON, or no envelope.',
  401: 'No key, or one that is not known.',
  403: 'The key may not be used from here, or not for this.',
  405: 'This address takes POST.',
  413: 'More than 5 MiB, or too many messages.',
  429: 'The key has a limit: come back after Retry-After.',
  503: 'Nothing can be stored at the moment: send the same again after Retry-After.',
});

const WRITE_SECURITY = [{ basicKey: [] }, { secretKey: [] }, { queryKey: [] }, { headerKey: [] }, {}];

const BATCH_PATHS: readonly [path: string, summary: string][] = [
  ['/v1/batch', 'Send messages'],
  ['/v1/b', 'Send messages'],
  ['/beacon/v1/batch', "Send messages, as RudderStack's beacons do"],
  ['/v1/import', 'Import history, with a secret key'],
];
const MESSAGE_TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;

/** Adds the routes of tracking clients, which answer by themselves, to the document. */
export function describeClientRoutes({ openAPIRegistry }: App): void {
  openAPIRegistry.registerComponent('securitySchemes', 'basicKey', {
    type: 'http',
    scheme: 'basic',
    description: 'The key is the user name.',
  });
  openAPIRegistry.registerComponent('securitySchemes', 'queryKey', {
    type: 'apiKey',
    in: 'query',
    name: 'writeKey',
  });
  openAPIRegistry.registerComponent('securitySchemes', 'headerKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Write-Key',
  });
  for (const [path, summary] of BATCH_PATHS) openAPIRegistry.registerPath(toPost(path, summary, batchSchema));
  for (const type of MESSAGE_TYPES) {
    openAPIRegistry.registerPath(toPost(`/v1/${type}`, `Send one ${type}`, messageSchema));
    openAPIRegistry.registerPath(toPost(`/v1/${type.charAt(0)}`, `Send one ${type}`, messageSchema));
  }
  openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/m',
    summary: "Segment's browser client reports on itself: taken and dropped",
    security: [],
    request: { body: { content: { 'application/json': { schema: z.unknown() } } } },
    responses: {
      200: ok('Dropped.', z.object({ success: z.literal(true) })),
      ...refusals({ 405: 'This address takes POST.', 413: 'More than 5 MiB.' }),
    },
  });
  describeSettings(openAPIRegistry);
}

function describeSettings(registry: App['openAPIRegistry']): void {
  registry.registerPath({
    method: 'get',
    path: '/v1/projects/{key}/settings',
    summary: "What Segment's browser client asks first",
    security: [],
    request: { params: z.object({ key: z.string().openapi({ description: 'A write key.' }) }) },
    responses: {
      200: ok('The settings: nothing goes elsewhere.', jsonObject),
      ...refusals({ 401: 'There is no such write key.' }),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/sourceConfig',
    summary: "What RudderStack's browser client asks first",
    security: [{ basicKey: [] }, { queryKey: [] }],
    responses: {
      200: ok('The settings: nothing goes elsewhere.', jsonObject),
      ...refusals({ 401: 'There is no such write key.' }),
    },
  });
}

function toPost(path: string, summary: string, schema: z.ZodType): RouteConfig {
  return {
    method: 'post',
    path,
    summary,
    security: WRITE_SECURITY,
    request: { body: { required: true, content: { 'application/json': { schema } } } },
    responses: { 200: ok('What has become of each message.', acceptedSchema), ...MESSAGE_REFUSALS },
  };
}

function ok(description: string, schema: z.ZodType): RouteConfig['responses'][string] {
  return { description, content: { 'application/json': { schema } } };
}
