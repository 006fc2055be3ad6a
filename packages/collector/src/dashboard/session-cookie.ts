import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const NAME = 'ardent_session';

/** How long a session lasts. */
export const SESSION_MS: number = 7 * 24 * 3_600_000;

/** The session's token that the browser sent. */
export function readSessionCookie(context: Context): string | undefined {
  return getCookie(context, NAME);
}

/** Gives the browser a session's token, out of reach of scripts and of other sites' forms. */
export function writeSessionCookie(
  context: Context,
  { token, protocol }: { token: string; protocol: 'http' | 'https' },
): void {
  setCookie(context, NAME, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: protocol === 'https',
    maxAge: SESSION_MS / 1_000,
  });
}

/** Takes the token away again. */
export function clearSessionCookie(context: Context): void {
  deleteCookie(context, NAME, { path: '/' });
}
