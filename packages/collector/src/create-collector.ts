import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createLoginPath } from './access/create-login-path.ts';
import { ensureProject } from './access/ensure-project.ts';
import type { Config } from './config.ts';
import { createDashboard } from './dashboard/create-dashboard.tsx';
import type { Notice } from './dashboard/notice.ts';
import { type DataFolder, dataFolder, makeDataFolder } from './data-folder.ts';
import type { App } from './http/app-env.ts';
import { createClientOrigin } from './http/client-origin.ts';
import { createApp } from './http/create-app.ts';
import { type Listening, listen } from './http/listen.ts';
import { listOldCopies } from './list-old-copies.ts';
import { createLive, type Live } from './live/create-live.ts';
import { createWatchers } from './live/watchers.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { openAnalysis } from './open-analysis.ts';
import { openIngest } from './open-ingest.ts';
import { openWriteSide } from './open-write-side.ts';
import { createOpenProjects } from './project/create-open-projects.ts';
import type { OpenProjects } from './project/open-project.ts';
import { openKeyLookup } from './sqlite/control/key-lookup.ts';
import { openControlStorage } from './sqlite/control/open-control-storage.ts';
import { type FolderLock, lockFolder } from './sqlite/lock-folder.ts';
import { openProjectReader } from './sqlite/project/open-project-reader.ts';
import { toProjectPath } from './sqlite/project/project-path.ts';
import type { ControlStorage } from './storage/control-storage.ts';

export interface CollectorOptions {
  log?: Log;
  /** Told when nothing can be written any more: the process should end, and be started again. */
  onFatal?: (error: Error) => void;
  /** For tests: a clock, in milliseconds since 1970 UTC. Writing then shares the caller's thread. */
  now?: () => number;
  /** For tests: how long an answer waits for work that goes on behind it, in milliseconds. */
  patienceMs?: number;
  /** For tests: how long a preview looks at a sample, in milliseconds. */
  previewMs?: number;
}

/** Longer than most work takes, and shorter than what proxies and clients wait for an answer. */
const PATIENCE_MS = 10_000;
/** Leaves time for the rest of an answer within 300 ms. */
const PREVIEW_MS = 150;

/** A collector with its data folder; more routes may be added to `app` before it starts. */
export interface Collector {
  app: App;
  control: ControlStorage;
  projects: OpenProjects;
  /** By project: what the dashboard says on top of its pages for as long as it stands here. */
  notices: Map<string, Notice>;
  /** The secret key of the project `default`, if it was made just now: it can't be shown again. */
  newSecretKey?: string;
  /** Path and token of an address that opens a session at all projects, once, within an hour. */
  createLoginPath(): Promise<string>;
  start(): Promise<{ url: string }>;
  /** Lets running requests end, then closes everything; may be called without `start`. */
  stop(): Promise<void>;
}

/**
 * Puts a collector together from its settings: the only place that chooses adapters.
 *
 * @throws CollectorError if another process has the data folder, a file can't be used, or a setting contradicts it.
 */
export async function createCollector(config: Config, options: CollectorOptions = {}): Promise<Collector> {
  const { now = Date.now, log = createLog() } = options;
  const onFatal = options.onFatal ?? ((error: Error) => log.error('the write side has stopped', error));
  const folder = dataFolder(config.dataDir);
  makeDataFolder(folder);
  const parts = createClosers();
  try {
    const lock = parts.add(lockFolder(folder.path), (it) => it.release());
    const control = parts.add(openControlStorage(folder.controlPath), (it) => it.close());
    const { newSecretKey } = await ensureDefaultProject(control, { config, folder, now });
    const keys = parts.add(openKeyLookup(folder.controlPath, now), (it) => it.close());
    const writer =
      options.now === undefined ? ({ thread: 'own' } as const) : ({ thread: 'same', keys, now } as const);
    const { eventRetentionDays } = config;
    const writeSide = parts.add(openWriteSide(folder, writer, { eventRetentionDays, log, onFatal }), (it) =>
      it.close(),
    );
    const watchers = createWatchers();
    const ingest = parts.add(openIngest({ keys, writeSide, watchers, log, now }), (it) => it.close());
    const projects = parts.add(
      createOpenProjects({
        prepare: (projectId) => writeSide.openProject(projectId),
        openReader: (projectId) => openProjectReader(toProjectPath(folder.projectsPath, projectId)),
        settleScores: (projectId) => writeSide.settleScores(projectId),
        now,
      }),
      (it) => it.close(),
    );
    const metrics = createMetrics({
      writeSide,
      ingest,
      projects,
      listProjects: () => control.listProjects(),
      dataDir: folder.path,
      pathOf: (projectId) => toProjectPath(folder.projectsPath, projectId),
    });
    // Not just those in use: what is too old goes, and a file that can't be used is found before somebody sends to it.
    async function openAll(): Promise<void> {
      const all = await control.listProjects();
      await Promise.all(all.map(({ projectId }) => writeSide.openProject(projectId)));
    }
    const pathOf = (projectId: string) => toProjectPath(folder.projectsPath, projectId);
    const jobs = parts.add(
      openAnalysis(
        options.now === undefined
          ? { thread: 'own', pathOf }
          : { thread: 'same', openReader: (projectId) => openProjectReader(pathOf(projectId)) },
        now,
      ),
      (it) => it.close(),
    );
    const live = createLive(watchers);
    const app = createApp({
      metrics,
      live,
      jobs,
      keys,
      projects,
      ingest,
      addVersion: (projectId, request) => writeSide.addVersion(projectId, request),
      publishVersion: (projectId, request) => writeSide.publishVersion(projectId, request),
      setOutcomes: (projectId, request) => writeSide.setOutcomes(projectId, request),
      setProbability: (projectId, request) => writeSide.setProbability(projectId, request),
      patienceMs: options.patienceMs ?? PATIENCE_MS,
      previewMs: options.previewMs ?? PREVIEW_MS,
      async replayRejected(projectId, filter, change) {
        const result = await writeSide.replayRejected(projectId, filter);
        const subject = `${result.accepted} messages`;
        if (result.accepted > 0)
          await control.record({ action: 'rejected-replayed', subject, projectId, ...change });
        return result;
      },
      async erasePerson(projectId, request) {
        const receipt = await writeSide.eraseProfile(projectId, request);
        return receipt && { ...receipt, oldCopies: listOldCopies(folder, projectId) };
      },
      listAudit: (projectId, limit) => control.listAudit(limit, projectId),
      checkReady: async () => {
        await openAll();
        await Promise.all([control.checkWritable(), writeSide.checkHealth()]);
      },
      now,
      sdkPath: createRequire(import.meta.url).resolve('@ardent/sdk/ardent.js'),
      log,
      trustedProxies: config.trustedProxies,
      addressLimit: config.addressLimit,
    });
    const { protocolOf } = createClientOrigin(config.trustedProxies);
    const notices = new Map<string, Notice>();
    app.route('/', createDashboard({ control, keys, projects, notices, protocolOf, now }));
    return {
      app,
      control,
      projects,
      notices,
      ...(newSecretKey === undefined ? {} : { newSecretKey }),
      createLoginPath: () => createLoginPath(control, now()),
      ...createLifecycle({ app, live, lock, log, config, openAll, close: parts.close }),
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

function ensureDefaultProject(
  control: ControlStorage,
  { config, folder, now }: { config: Config; folder: DataFolder; now: () => number },
): ReturnType<typeof ensureProject> {
  const { timeZone, writeKey, secretKey } = config;
  const wanted = { projectId: 'default', timeZone, writeKey, secretKey };
  return ensureProject(control, wanted, {
    now: now(),
    hasData: () => hasData(toProjectPath(folder.projectsPath, 'default')),
  });
}

async function hasData(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const reader = openProjectReader(path);
  try {
    return await reader.hasData();
  } finally {
    await reader.close();
  }
}

function createLifecycle({
  app,
  live,
  lock,
  log,
  config,
  openAll,
  close,
}: {
  app: App;
  live: Live;
  lock: FolderLock;
  log: Log;
  config: Config;
  openAll: () => Promise<void>;
  close: () => Promise<void>;
}): Pick<Collector, 'start' | 'stop'> {
  let listening: Listening | undefined;
  return {
    async start() {
      listening = await listen(app.fetch, {
        host: config.host,
        port: config.port,
        onRefused: (refused) =>
          log.error('connections were refused, because as many as are allowed are open', undefined, {
            refused,
          }),
      });
      lock.announce(listening.url);
      await openAll().catch((error: unknown) => log.error('a project cannot be opened', error));
      return { url: listening.url };
    },
    async stop() {
      // Views would otherwise hold up the end.
      live.close();
      await listening?.close();
      await close();
    },
  };
}

/** Closes what was opened, the last first, once. */
function createClosers(): {
  add<Part>(part: Part, close: (part: Part) => unknown): Part;
  close(): Promise<void>;
} {
  const closers: (() => unknown)[] = [];
  return {
    add(part, close) {
      closers.push(() => close(part));
      return part;
    },
    async close() {
      for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
    },
  };
}
