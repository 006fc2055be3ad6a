import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Session, Sessions } from '../auth/create-sessions.ts';
import { BASE, type SaasEnv } from '../saas-env.ts';
import type { User } from '../store/entities.ts';

const COOKIE = 'taskwell_session';
const MAX_AGE_SECONDS = 12 * 3600;

/** Signs a browser in. */
export function openSession(context: Context, sessions: Sessions, user: User): Session {
  const { token, session } = sessions.open(user);
  setCookie(context, COOKIE, token, { path: BASE, httpOnly: true, sameSite: 'Lax', maxAge: MAX_AGE_SECONDS });
  return session;
}

/** Signs it out. */
export function closeSession(context: Context, sessions: Sessions): void {
  const token = deleteCookie(context, COOKIE, { path: BASE });
  if (token !== undefined) sessions.close(token);
}

/** The session of a request, if there is one. */
export function findSession(context: Context, sessions: Sessions): ReturnType<Sessions['find']> {
  return sessions.find(getCookie(context, COOKIE));
}

/** Lets only people in who are signed in; others are sent to do that first. */
export function requireSession(sessions: Sessions): MiddlewareHandler<SaasEnv> {
  return async (context, next) => {
    const session = findSession(context, sessions);
    if (session === undefined) return context.redirect(`${BASE}/sign-in`, 303);
    context.set('session', session);
    return next();
  };
}
