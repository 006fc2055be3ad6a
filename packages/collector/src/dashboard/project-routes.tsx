import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { CollectorError } from '../collector-error.ts';
import type { DashboardDeps } from './dashboard-deps.ts';
import { loadModel } from './load/load-model.ts';
import { loadPreparing } from './load/load-preparing.ts';
import { loadProfile } from './load/load-profile.ts';
import { loadProfileList } from './load/load-profile-list.ts';
import { loadSetup } from './load/load-setup.ts';
import type { PageRequest } from './load/page-request.ts';
import { MessagePage } from './pages/message-page.tsx';
import { ModelPage } from './pages/model-page.tsx';
import { PreparingPage } from './pages/preparing-page.tsx';
import { ProfileListPage } from './pages/profile-list-page.tsx';
import { ProfilePage } from './pages/profile-page.tsx';
import { SetupPage } from './pages/setup-page.tsx';
import { requireSession, type SessionVariables } from './require-session.ts';

type Variables = SessionVariables & { page: PageRequest };

/** The pages of a project, for whoever has a session that may see it. */
export function createProjectRoutes(deps: DashboardDeps): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  const withSession = requireSession(deps);
  const withProject = openProject(deps);

  app.get('/', withSession, async (context) => {
    const projectId = await firstProject(deps, context.get('projectIds'));
    if (projectId === undefined) return notFound(context, 'There is no project that you may see.');
    return context.redirect(`/projects/${encodeURIComponent(projectId)}`, 303);
  });

  app.get('/projects/:projectId', withSession, withProject, async (context) => {
    const page = context.get('page');
    const hasData = await page.opened.reader.hasData();
    return hasData
      ? context.html(<ProfileListPage view={await loadProfileList(page)} />)
      : context.html(<SetupPage view={await loadSetup(page, deps)} />);
  });

  app.get('/projects/:projectId/setup', withSession, withProject, async (context) =>
    context.html(<SetupPage view={await loadSetup(context.get('page'), deps)} />),
  );

  app.get('/projects/:projectId/model', withSession, withProject, async (context) =>
    context.html(<ModelPage view={await loadModel(context.get('page'))} />),
  );

  app.get('/projects/:projectId/profiles/:profileId', withSession, withProject, async (context) => {
    const view = await loadProfile(context.get('page'), context.req.param('profileId'));
    if (!view) return notFound(context, 'There is no such profile in this project. It may have been erased.');
    return context.html(<ProfilePage view={view} />);
  });

  app.onError(async (error, context) => {
    const page: PageRequest | undefined = context.get('page');
    if (page === undefined || !isNotReady(error)) throw error;
    const view = await loadPreparing(page, error);
    return context.html(<PreparingPage view={view} />, 503, { 'Retry-After': `${view.retryAfterSeconds}` });
  });

  return app;
}

function isNotReady(error: Error): error is CollectorError {
  return error instanceof CollectorError && error.code === 'scores_not_ready';
}

function openProject({ keys, projects, notices, protocolOf, now }: DashboardDeps) {
  return createMiddleware<{ Variables: Variables }>(async (context, next) => {
    const projectId = context.req.param('projectId') ?? '';
    const projectIds = context.get('projectIds');
    const project = projectIds.includes(projectId) ? keys.findProject(projectId) : undefined;
    if (!project) return notFound(context, `There is no project “${projectId}” that you may see.`);
    const opened = await projects.open(project);
    const { host, searchParams } = new URL(context.req.url);
    const collectorUrl = `${protocolOf(context)}://${host}`;
    const notice = notices.get(projectId);
    context.set('page', { opened, projectIds, nowMs: now(), collectorUrl, query: searchParams, notice });
    return next();
  });
}

/** `default` once it has data; until then the demo, if there is one. */
async function firstProject({ keys, projects }: DashboardDeps, ids: string[]): Promise<string | undefined> {
  const usual = ids.includes('default') ? keys.findProject('default') : undefined;
  if (usual && (await (await projects.open(usual)).reader.hasData())) return 'default';
  return ids.find((id) => id === 'demo') ?? usual?.projectId ?? ids[0];
}

function notFound(context: Context, text: string): Response | Promise<Response> {
  return context.html(<MessagePage title="Not found" text={text} />, 404);
}
