import { randomBytes } from 'node:crypto';
import type { HonoRequest, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

export const REQUEST_ID_HEADER = 'x-request-id';

const GIVEN_ID = /^[\w-]{8,64}$/;
// One random part for the process and a number after it: unique, and costs next to nothing.
const processPart = randomBytes(6).toString('base64url');
let count = 0;

/** The id that a proxy gave the request, else a new one: 8 to 64 letters, digits, `_` or `-`. */
export function requestIdOf(request: HonoRequest): string {
  const given = request.header(REQUEST_ID_HEADER);
  return given !== undefined && GIVEN_ID.test(given) ? given : `${processPart}-${(++count).toString(36)}`;
}

/** Gives every request an id, for the log, and says it in the answer. */
export const nameRequests: MiddlewareHandler<AppEnv> = async (c, next) => {
  const requestId = requestIdOf(c.req);
  c.set('requestId', requestId);
  await next();
  c.header(REQUEST_ID_HEADER, requestId);
};
