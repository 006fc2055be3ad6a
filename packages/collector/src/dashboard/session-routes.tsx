import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { generateToken } from '../access/generate-token.ts';
import type { Session } from '../storage/control-storage.ts';
import type { DashboardDeps } from './dashboard-deps.ts';
import { LoginPage } from './pages/login-page.tsx';
import { clearSessionCookie, readSessionCookie, SESSION_MS, writeSessionCookie } from './session-cookie.ts';

const USED_LINK =
  'This link was used before, or is too old. Restart the collector for a fresh one, or log in with a secret key.';
const WRONG_KEY = 'This is no valid secret key. A write key (wk_…) can only send events.';

/** Logging in, by one-time link or with a secret key, and out. */
export function createSessionRoutes({ control, keys, protocolOf, now }: DashboardDeps): Hono {
  const app = new Hono();

  async function open(
    context: Context,
    { projectId, keyId }: Pick<Session, 'projectId'> & { keyId?: string },
  ): Promise<Response> {
    const token = generateToken();
    await control.openSession({
      token,
      projectId,
      expiresAt: now() + SESSION_MS,
      ...(keyId !== undefined && { keyId }),
      change: { actor: keyId ?? 'login link', at: now() },
    });
    writeSessionCookie(context, { token, protocol: protocolOf(context) });
    return context.redirect('/', 303);
  }

  app.get('/login', async (context) => {
    const link = context.req.query('token');
    if (link === undefined) return context.html(<LoginPage />);
    // Whoever only looks whether a link is alive must not use it up.
    if (context.req.method !== 'GET') return context.body(null);
    const granted = await control.redeemLoginLink(link, now());
    if (granted) return open(context, granted);
    return context.html(<LoginPage problem={USED_LINK} />, 403);
  });

  app.post('/login', csrf(), async (context) => {
    const { secretKey } = await context.req.parseBody();
    const grant = typeof secretKey === 'string' ? keys.findKey(secretKey.trim()) : undefined;
    if (grant?.kind !== 'secret' || !grant.scopes.includes('read')) {
      return context.html(<LoginPage problem={WRONG_KEY} />, 403);
    }
    return open(context, grant);
  });

  app.post('/logout', csrf(), async (context) => {
    const token = readSessionCookie(context);
    if (token !== undefined) await control.closeSession(token, { actor: 'dashboard', at: now() });
    clearSessionCookie(context);
    return context.redirect('/login', 303);
  });

  return app;
}
