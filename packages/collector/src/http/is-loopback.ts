import type { Context } from 'hono';
import type { ClientOrigin } from './client-origin.ts';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const FORWARDING_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/**
 * Whether somebody on this very machine asks, and nobody through a proxy on it: what a proxy forwards comes from this
 * machine, too. A page that a browser here shows asks for its own host name, which is none of this machine.
 */
export function isLoopback(c: Context, origin: ClientOrigin): boolean {
  const address = origin.addressOf(c);
  if (address === undefined || !LOOPBACK_ADDRESS.test(address)) return false;
  if (FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined)) return false;
  return LOOPBACK_HOST.test(new URL(c.req.url).hostname);
}
