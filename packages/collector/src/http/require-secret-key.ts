import type { MiddlewareHandler } from 'hono';
import type { TokenBuckets } from '../access/token-buckets.ts';
import type { OpenProjects } from '../project/open-project.ts';
import type { KeyGrant, KeyLookup, KeyScope } from '../storage/control-storage.ts';
import type { AppEnv } from './app-env.ts';
import { Refusal } from './refusal.ts';
import { authorizationKey } from './request-key.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Lets only requests with a secret key of some project through, and opens that project for them. */
export function requireSecretKey({
  keys,
  projects,
  buckets,
  needed,
}: {
  keys: KeyLookup;
  projects: OpenProjects;
  /** Counts requests of keys that have a limit. */
  buckets: TokenBuckets;
  /** Needed for whatever is asked; absent: `read` to read, `admin` to change. */
  needed?: KeyScope;
}): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const grant = grantOf(keys, authorizationKey(c.req));
    const scope = needed ?? (READS.has(c.req.method) ? 'read' : 'admin');
    if (!grant.scopes.includes(scope)) throw missingScope(scope, grant);
    checkLimit(buckets, grant);
    const project = keys.findProject(grant.projectId);
    if (project === undefined) throw new Error(`key ${grant.keyId} names a project that is not there`);
    c.set('grant', grant);
    c.set('project', await projects.open(project));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    await next();
  };
}

function grantOf(keys: KeyLookup, key: string | undefined): KeyGrant {
  if (key === undefined)
    throw unauthorized('missing_key', 'This address needs a secret key, and the request has none.');
  const grant = keys.findKey(key);
  if (grant === undefined) throw unauthorized('unknown_key', 'There is no secret key like the one given.');
  if (grant.kind === 'secret') return grant;
  throw new Refusal({
    status: 403,
    code: 'write_key_cannot_read',
    detail: 'A write key may only send messages, because everybody can see it.',
    remedy: 'Use a secret key, from a server; "ardent keys rotate" makes one.',
  });
}

/** @throws Refusal 429 past the key's limit. */
function checkLimit(buckets: TokenBuckets, { keyId, requestsPerMinute }: KeyGrant): void {
  if (requestsPerMinute === null) return;
  const taken = buckets.take(keyId, requestsPerMinute);
  if (taken.ok) return;
  throw new Refusal(
    {
      status: 429,
      code: 'rate_limited',
      detail: `The key may be used for ${requestsPerMinute} requests a minute, got more.`,
      remedy: 'Try again after Retry-After.',
    },
    { 'retry-after': String(taken.retryAfterSeconds) },
  );
}

function unauthorized(code: string, detail: string): Refusal {
  const remedy = 'Send "Authorization: Bearer <secret key>"; "ardent keys rotate" makes a new key.';
  return new Refusal({ status: 401, code, detail, remedy }, { 'www-authenticate': 'Bearer realm="ardent"' });
}

function missingScope(scope: string, { keyId, scopes }: KeyGrant): Refusal {
  return new Refusal({
    status: 403,
    code: 'missing_scope',
    detail: `This needs the scope ${scope}, and key ${keyId} has ${scopes.join(', ') || 'none'}.`,
    remedy: `Use a secret key with the scope ${scope}.`,
  });
}
