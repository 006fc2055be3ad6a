import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { DashboardDeps } from './dashboard-deps.ts';
import { readSessionCookie } from './session-cookie.ts';

export interface SessionVariables {
  /** Projects that the session may see. */
  projectIds: string[];
}

/** Lets those with a session through, and sends everybody else to the log-in. */
export function requireSession({
  control,
  now,
}: Pick<DashboardDeps, 'control' | 'now'>): MiddlewareHandler<{ Variables: SessionVariables }> {
  return createMiddleware<{ Variables: SessionVariables }>(async (context, next) => {
    const token = readSessionCookie(context);
    const session = token === undefined ? undefined : await control.findSession(token, now());
    if (!session) return context.redirect('/login', 303);
    const projectIds = (await control.listProjects()).map(({ projectId }) => projectId);
    context.set(
      'projectIds',
      session.projectId === null ? projectIds : projectIds.filter((id) => id === session.projectId),
    );
    context.header('Cache-Control', 'no-store');
    return next();
  });
}
