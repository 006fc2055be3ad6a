import { OpenAPIHono } from '@hono/zod-openapi';
import { createTokenBuckets } from '../access/token-buckets.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Live } from '../live/create-live.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { OpenProjects } from '../project/open-project.ts';
import type { KeyLookup } from '../storage/control-storage.ts';
import { addAccountEventsRoute } from './add-account-events-route.ts';
import { addAccountListRoute } from './add-account-list-route.ts';
import { addAccountRoutes } from './add-account-routes.ts';
import { addAnalysisRoutes } from './add-analysis-routes.ts';
import { addAuditRoute, type ListAudit } from './add-audit-route.ts';
import { addDocsRoute } from './add-docs-route.tsx';
import { addHealthRoutes } from './add-health-routes.ts';
import { addIngestionRoutes } from './add-ingestion-routes.ts';
import { addLiveRoute } from './add-live-route.ts';
import { addMeRoute } from './add-me-route.ts';
import { addMetricsRoute } from './add-metrics-route.ts';
import { addModelRoutes, type ModelChanges } from './add-model-routes.ts';
import { addOpenapiRoute } from './add-openapi-route.ts';
import { addOutcomeRoutes, type OutcomeChanges } from './add-outcome-routes.ts';
import { addPreviewRoutes } from './add-preview-routes.ts';
import { addEraseRoute, addExportRoute, type ErasePerson } from './add-privacy-routes.ts';
import { addProbabilityRoutes, type ProbabilityChanges } from './add-probability-routes.ts';
import { addProfileListRoute } from './add-profile-list-route.ts';
import { addEventsRoute, addProfileRoute } from './add-profile-routes.ts';
import { addRejectedRoutes, type ReplayRejected } from './add-rejected-routes.ts';
import { addChangesRoute, addHistoryRoute, addScoreRoute } from './add-score-routes.ts';
import { addSdkRoute } from './add-sdk-route.ts';
import { addSettingsRoutes } from './add-settings-routes.ts';
import { addVersionRoutes } from './add-version-routes.ts';
import { createErrorHandler } from './answer-error.ts';
import { answerInvalid } from './answer-invalid.ts';
import type { AnalysisDeps } from './answer-job.ts';
import type { App, AppEnv } from './app-env.ts';
import { corsHeaders } from './client-cors.ts';
import { createClientOrigin } from './client-origin.ts';
import { limitAddresses } from './limit-addresses.ts';
import { notFoundProblem, problemResponse } from './problem-response.ts';
import { PROFILE_ADDRESSES } from './profile-address.ts';
import { nameRequests } from './request-id.ts';
import { requireSecretKey } from './require-secret-key.ts';

/** What the routes need of the rest. */
export interface AppDeps extends AnalysisDeps, ModelChanges, OutcomeChanges, ProbabilityChanges {
  keys: KeyLookup;
  projects: OpenProjects;
  ingest: Ingest;
  replayRejected: ReplayRejected;
  erasePerson: ErasePerson;
  listAudit: ListAudit;
  metrics: Metrics;
  live: Live;
  /** Rejects if nothing can be stored. */
  checkReady(): Promise<void>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** The SDK's built file. */
  sdkPath: string;
  log: Log;
  /** How many proxies of the operator a request passes. */
  trustedProxies: number;
  /** Requests a minute that an address may make; undefined: any number. */
  addressLimit: number | undefined;
}

const SECRET_PATHS = [
  '/v1/profiles/*',
  '/v1/profile-ids/*',
  '/v1/anonymous/*',
  '/v1/accounts/*',
  '/v1/models/*',
  '/v1/outcomes',
  '/v1/jobs/*',
  '/v1/rejected/*',
  '/v1/live',
];

/** All routes of the HTTP API. Client routes come first and without middleware: they are the busy ones. */
export function createApp(deps: AppDeps): App {
  const app: App = new OpenAPIHono<AppEnv>({ strict: false, defaultHook: answerInvalid });
  const origin = createClientOrigin(deps.trustedProxies);
  const buckets = createTokenBuckets(deps.now);
  if (deps.addressLimit !== undefined) {
    app.use('*', limitAddresses({ buckets, origin, requestsPerMinute: deps.addressLimit }));
  }
  addIngestionRoutes(app, deps);
  addSettingsRoutes(app, { ...deps, origin });
  addMeRoute(app, deps);
  addSdkRoute(app, deps);
  app.use('*', nameRequests);
  addHealthRoutes(app, deps);
  addMetricsRoute(app, { ...deps, origin, requireKey: requireSecretKey({ ...deps, buckets }) });
  for (const path of SECRET_PATHS) app.use(path, requireSecretKey({ ...deps, buckets }));
  app.use('/v1/audit', requireSecretKey({ ...deps, buckets, needed: 'admin' }));
  addProfileListRoute(app);
  for (const address of PROFILE_ADDRESSES) {
    addProfileRoute(app, address);
    addScoreRoute(app, address);
    addHistoryRoute(app, address);
    addChangesRoute(app, address);
    addEventsRoute(app, address);
    addExportRoute(app, address);
    addEraseRoute(app, address, deps);
  }
  addAccountListRoute(app);
  addAccountRoutes(app);
  addAccountEventsRoute(app);
  addModelRoutes(app, deps);
  addVersionRoutes(app, deps);
  addOutcomeRoutes(app, deps);
  addPreviewRoutes(app, deps);
  addAnalysisRoutes(app, deps);
  addProbabilityRoutes(app, deps);
  addRejectedRoutes(app, deps);
  addLiveRoute(app, deps);
  addAuditRoute(app, deps);
  addDocsRoute(app, { readDocument: addOpenapiRoute(app) });
  app.notFound((c) => problemResponse(notFoundProblem(c.req.method), corsHeaders(c.req)));
  app.onError(createErrorHandler(deps.log));
  return app;
}
