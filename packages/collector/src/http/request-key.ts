import type { HonoRequest } from 'hono';

/**
 * The key in `Authorization`: after `Bearer`, or as the user name of `Basic`. Passwords are ignored; keys may hold colons,
 * so the last one ends the name.
 */
export function authorizationKey(request: HonoRequest): string | undefined {
  const [scheme = '', credentials = ''] = (request.header('authorization') ?? '').trim().split(/\s+/, 2);
  if (credentials === '') return undefined;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  const end = decoded.lastIndexOf(':');
  const name = end === -1 ? decoded : decoded.slice(0, end);
  return name === '' ? undefined : name;
}

/** The key of a tracking client that doesn't stand in its body: `Authorization`, `?writeKey=`, or `X-Write-Key`. */
export function clientKey(request: HonoRequest): string | undefined {
  return (
    authorizationKey(request) ??
    nonEmpty(request.query('writeKey')) ??
    nonEmpty(request.header('x-write-key'))
  );
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
