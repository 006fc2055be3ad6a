import type { MessageType } from '@ardent/core';
import type { Context } from 'hono';
import type { Ingest, IngestAnswer, IngestRequest } from '../ingest/ingest.ts';
import { createProblem, PROBLEM_CONTENT_TYPE } from '../problem.ts';
import type { App } from './app-env.ts';
import { corsHeaders, preflightResponse } from './client-cors.ts';
import { problemResponse } from './problem-response.ts';
import { readBody } from './read-body.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
import { clientKey } from './request-key.ts';

/** Bytes of a request as it comes, compressed or not. */
const MAX_REQUEST_BYTES = 5 * 1024 * 1024;

/** Segment's routes and their short forms, and the one that RudderStack's beacons use. */
const INGESTION_ROUTES: readonly [path: string, route: MessageType | 'batch' | 'import'][] = [
  ['/v1/batch', 'batch'],
  ['/v1/b', 'batch'],
  ['/beacon/v1/batch', 'batch'],
  ['/v1/import', 'import'],
  ['/v1/track', 'track'],
  ['/v1/t', 'track'],
  ['/v1/identify', 'identify'],
  ['/v1/i', 'identify'],
  ['/v1/group', 'group'],
  ['/v1/g', 'group'],
  ['/v1/page', 'page'],
  ['/v1/p', 'page'],
  ['/v1/screen', 'screen'],
  ['/v1/s', 'screen'],
  ['/v1/alias', 'alias'],
  ['/v1/a', 'alias'],
];

/** Segment's browser client reports on itself there. */
const CLIENT_METRICS_PATH = '/v1/m';

/**
 * The routes that take messages. They answer by themselves, without middleware, because everything else here is read
 * a thousand times less often.
 */
export function addIngestionRoutes(app: App, { ingest, now }: { ingest: Ingest; now: () => number }): void {
  for (const [path, route] of INGESTION_ROUTES) {
    app.options(path, (c) => preflightResponse(c.req));
    app.post(path, (c) => takeMessages(c, { route, ingest, receivedAt: now() }));
    app.all(path, refuseMethod);
  }
  app.options(CLIENT_METRICS_PATH, (c) => preflightResponse(c.req));
  app.post(CLIENT_METRICS_PATH, dropMetrics);
  app.all(CLIENT_METRICS_PATH, refuseMethod);
}

async function takeMessages(
  { req }: Context,
  { route, ingest, receivedAt }: { route: IngestRequest['route']; ingest: Ingest; receivedAt: number },
): Promise<Response> {
  const requestId = requestIdOf(req);
  const headers = { ...corsHeaders(req), [REQUEST_ID_HEADER]: requestId };
  const body = await readBody(req, MAX_REQUEST_BYTES);
  if ('tooLarge' in body) return refuseSize(req.header('content-length'), headers);
  const request: IngestRequest = { route, body: body.bytes, receivedAt, requestId };
  const key = clientKey(req);
  const origin = req.header('origin');
  const userAgent = req.header('user-agent');
  if (key !== undefined) request.key = key;
  if (origin !== undefined) request.origin = origin;
  if (userAgent !== undefined) request.userAgent = userAgent;
  return answer(await ingest.ingest(request), headers);
}

function answer(
  { status, body, retryAfterSeconds }: IngestAnswer,
  headers: Record<string, string>,
): Response {
  headers['content-type'] = status === 200 ? 'application/json' : PROBLEM_CONTENT_TYPE;
  headers['x-content-type-options'] = 'nosniff';
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  return new Response(body, { status, headers });
}

async function dropMetrics({ req }: Context): Promise<Response> {
  const body = await readBody(req, MAX_REQUEST_BYTES);
  if ('tooLarge' in body) return refuseSize(req.header('content-length'), corsHeaders(req));
  return answer({ status: 200, body: '{"success":true}' }, corsHeaders(req));
}

function refuseSize(length: string | undefined, headers: Record<string, string>): Response {
  const problem = createProblem({
    status: 413,
    code: 'request_too_large',
    detail: `A request must have at most ${MAX_REQUEST_BYTES} bytes, got ${length ?? 'more'}.`,
    remedy: 'Send the messages in several smaller batches.',
  });
  return problemResponse(problem, headers);
}

function refuseMethod({ req }: Context): Response {
  const problem = createProblem({
    status: 405,
    code: 'method_not_allowed',
    detail: `This address takes POST, got ${req.method}.`,
    remedy: 'Send the messages with POST.',
  });
  return problemResponse(problem, { ...corsHeaders(req), allow: 'POST, OPTIONS' });
}
