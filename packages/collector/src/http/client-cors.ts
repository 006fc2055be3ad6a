import type { HonoRequest } from 'hono';

// Browsers cap it themselves: Chrome at two hours, Firefox at a day.
const MAX_AGE_SECONDS = '86400';
const HEADER_NAME = /^[\w-]+$/;

/**
 * What lets pages of any origin see the answers of client routes, refusals included. Which origins may use a write key
 * is decided with the key, not here: a preflight carries none.
 */
export function corsHeaders(request: HonoRequest): Record<string, string> {
  const origin = request.header('origin');
  if (origin === undefined) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
  };
}

/** The answer to a preflight: the headers it asks for are allowed by name, because `*` doesn't go with credentials. */
export function preflightResponse(request: HonoRequest): Response {
  const asked = (request.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim());
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      vary: 'Origin, Access-Control-Request-Headers',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': asked.filter((name) => HEADER_NAME.test(name)).join(', '),
      'access-control-max-age': MAX_AGE_SECONDS,
    },
  });
}
