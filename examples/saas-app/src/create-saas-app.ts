import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { createSessions } from './auth/create-sessions.ts';
import type { TokenSecret } from './auth/user-token.ts';
import { createCollectorClient } from './create-collector-client.ts';
import { addBillingRoutes } from './routes/add-billing-routes.tsx';
import { addEntryRoutes } from './routes/add-entry-routes.tsx';
import { addHelpRoutes } from './routes/add-help-routes.tsx';
import { addMailboxRoutes } from './routes/add-mailbox-routes.tsx';
import { addProjectRoutes } from './routes/add-project-routes.tsx';
import { addPublicFiles } from './routes/add-public-files.ts';
import { addReportRoutes } from './routes/add-report-routes.tsx';
import { addTaskRoutes } from './routes/add-task-routes.ts';
import { addTeamRoutes } from './routes/add-team-routes.tsx';
import { createRenderer } from './routes/create-renderer.tsx';
import { requireSession } from './routes/session-cookie.ts';
import { BASE, type SaasEnv } from './saas-env.ts';
import { createStore } from './store/create-store.ts';

/** What Taskwell needs of a collector, as any customer's app does. */
export interface SaasAppOptions {
  /** Where the collector answers, for the pages' script tag and for the back end. */
  collectorUrl: string;
  /** Public: stands in the pages. */
  writeKey: string;
  /** Never leaves the back end. */
  secretKey: string;
  /** Never leaves the back end: what user tokens are made with. */
  tokenSecret: TokenSecret;
  /** For tests; milliseconds since 1970 UTC. */
  now?: () => number;
  /** Told what could not be sent to the collector. */
  onError?: (text: string) => void;
}

const MOST_BYTES = 64 * 1024;
const SIGNED_IN = ['projects', 'team', 'reports', 'billing', 'help', 'mailbox'];

/**
 * Taskwell, whole, below `/demo/app`: mount it at the root of a server. It keeps its customers in memory, a bounded
 * number of them, and forgets them when the process ends.
 */
export function createSaasApp(options: SaasAppOptions): Hono {
  const { collectorUrl, writeKey, secretKey, tokenSecret, now, onError = () => undefined } = options;
  const store = createStore(now);
  const sessions = createSessions(store);
  const collector = createCollectorClient({ collectorUrl, secretKey, onError });
  const deps = { store, sessions, collector, collectorUrl, writeKey, tokenSecret };
  const render = createRenderer(deps);

  const app = new Hono<SaasEnv>().basePath(BASE);
  app.use('*', csrf(), bodyLimit({ maxSize: MOST_BYTES }));
  addPublicFiles(app);
  for (const part of SIGNED_IN) {
    app.use(`/${part}`, requireSession(sessions));
    app.use(`/${part}/*`, requireSession(sessions));
  }
  addEntryRoutes(app, deps, render);
  addProjectRoutes(app, deps, render);
  addTaskRoutes(app, deps);
  addTeamRoutes(app, deps, render);
  addReportRoutes(app, deps, render);
  addBillingRoutes(app, deps, render);
  addHelpRoutes(app, deps, render);
  addMailboxRoutes(app, deps, render);
  return new Hono().route('/', app);
}
