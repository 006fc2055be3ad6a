import { Hono } from 'hono';
import { createAssetRoutes } from './asset-routes.ts';
import type { DashboardDeps } from './dashboard-deps.ts';
import { createProjectRoutes } from './project-routes.tsx';
import { securePages } from './secure-pages.ts';
import { createSessionRoutes } from './session-routes.tsx';

const PAGES = ['/', '/login', '/logout', '/projects/*', '/dashboard.css', '/dashboard.svg'];

/**
 * The pages that people open, from `/` on: mount them at the root. Server-rendered, without any script; all but the
 * log-in, the style sheet and the icon need a session.
 */
export function createDashboard(deps: DashboardDeps): Hono {
  const app = new Hono();
  for (const path of PAGES) app.use(path, securePages);
  app.route('/', createAssetRoutes());
  app.route('/', createSessionRoutes(deps));
  app.route('/', createProjectRoutes(deps));
  return app;
}
