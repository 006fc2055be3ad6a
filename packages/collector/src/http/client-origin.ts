import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Where a request comes from, as far as it can be believed. */
export interface ClientOrigin {
  /** The client's network address; undefined where the request came over no network. */
  addressOf(c: Context): string | undefined;
  /** What the client's browser speaks. */
  protocolOf(c: Context): 'http' | 'https';
}

/**
 * Reads `X-Forwarded-For` and `X-Forwarded-Proto` only as far as our own proxies wrote them: anybody can send these
 * headers, and each proxy adds to their end.
 *
 * @param trustedProxies how many proxies of the operator a request passes; 0: the headers are ignored.
 */
export function createClientOrigin(trustedProxies: number): ClientOrigin {
  const forwarded = (c: Context, header: string) =>
    trustedProxies === 0 ? undefined : c.req.header(header)?.split(',').at(-trustedProxies)?.trim();
  return {
    addressOf: (c) => forwarded(c, 'x-forwarded-for') ?? socketAddress(c),
    protocolOf(c) {
      // Proxies replace this one instead of adding to it, most of them.
      const own = c.req.url.startsWith('https:') ? 'https' : 'http';
      const named = trustedProxies === 0 ? undefined : c.req.header('x-forwarded-proto')?.split(',').at(-1);
      return (named?.trim() ?? own) === 'https' ? 'https' : 'http';
    },
  };
}

function socketAddress(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return incoming?.socket.remoteAddress;
}
