import type { MiddlewareHandler } from 'hono';
import type { TokenBuckets } from '../access/token-buckets.ts';
import { createProblem } from '../problem.ts';
import type { AppEnv } from './app-env.ts';
import { corsHeaders } from './client-cors.ts';
import type { ClientOrigin } from './client-origin.ts';
import { problemResponse } from './problem-response.ts';

export interface AddressLimit {
  buckets: TokenBuckets;
  origin: ClientOrigin;
  requestsPerMinute: number;
}

/** Lets each network address make so many requests a minute, whatever it asks for: more are 429 with Retry-After. */
export function limitAddresses({
  buckets,
  origin,
  requestsPerMinute,
}: AddressLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const address = origin.addressOf(c);
    const taken = address === undefined ? undefined : buckets.take(toNetwork(address), requestsPerMinute);
    if (taken === undefined || taken.ok) return next();
    const problem = createProblem({
      status: 429,
      code: 'rate_limited',
      detail: `An address may make ${requestsPerMinute} requests a minute, and yours made more.`,
      remedy: 'Try again after Retry-After.',
    });
    return problemResponse(problem, {
      ...corsHeaders(c.req),
      'retry-after': String(taken.retryAfterSeconds),
    });
  };
}

// A subscriber of IPv6 has at least 2^64 addresses: its network is what counts.
function toNetwork(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
