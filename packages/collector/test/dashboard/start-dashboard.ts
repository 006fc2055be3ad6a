import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireMessage } from '@ardent/core';
import type { Hono } from 'hono';
import { createDashboard } from '../../src/dashboard/create-dashboard.tsx';
import { createClientOrigin } from '../../src/http/client-origin.ts';
import { createWatchers } from '../../src/live/watchers.ts';
import { createLog } from '../../src/log.ts';
import { openIngest } from '../../src/open-ingest.ts';
import type { OpenProject } from '../../src/project/open-project.ts';
import { createAccountScoring } from '../../src/scoring/accounts/create-account-scoring.ts';
import { createScoring } from '../../src/scoring/create-scoring.ts';
import { openKeyLookup } from '../../src/sqlite/control/key-lookup.ts';
import { openControlStorage } from '../../src/sqlite/control/open-control-storage.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { Project } from '../../src/storage/control-storage.ts';
import type { NewVersion } from '../../src/storage/model-work.ts';
import { createDayClock } from '../../src/time/day-clock.ts';
import { createWriteSide } from '../../src/write-side/create-write-side.ts';

/** Sunday noon; only time is made up in these tests. */
export const NOW: number = Date.parse('2026-11-22T12:00:00Z');
const CHANGE = { actor: 'test', at: NOW };

/** A dashboard over real storage in a temporary folder. */
export interface StartedDashboard {
  app: Hono;
  /** Milliseconds since 1970 UTC; tests set it. */
  clock: { now: number };
  secretKeyOf(projectId: string): string;
  writeKeyOf(projectId: string): string;
  /** A link's token that opens all projects. */
  addLoginLink(): Promise<string>;
  /** Stores messages in a project as a client's batch would; fails if any is refused. */
  send(projectId: string, messages: WireMessage[]): Promise<void>;
  /** Stores a version of a model, and publishes it if that is said. */
  addVersion(projectId: string, request: NewVersion): Promise<void>;
  /** Ends all keys of a project. */
  endKeys(projectId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a dashboard with the given projects; each has a write key `wk_<id>` and a secret key. */
export async function startDashboard(projectIds: string[] = ['default', 'demo']): Promise<StartedDashboard> {
  const folder = await mkdtemp(join(tmpdir(), 'ardent-dashboard-'));
  const clock = { now: NOW };
  const now = () => clock.now;
  const control = openControlStorage(join(folder, 'control.db'));
  const keys = openKeyLookup(join(folder, 'control.db'), now);
  const pathOf = ({ projectId }: Project) => join(folder, `${projectId}.db`);
  const writeSide = createWriteSide({
    keys,
    openWriter: (project) => openProjectWriter({ path: pathOf(project), timeZone: project.timeZone, now }),
    onError: (error) => {
      throw error;
    },
    now,
  });
  const { ingest } = openIngest({ keys, writeSide, watchers: createWatchers(), log: createLog(), now });
  const secretKeyOf = (projectId: string) => `sk_${projectId}_0123456789abcdef`;
  const writeKeyOf = (projectId: string) => `wk_${projectId}`;
  const opened = new Map<string, OpenProject>();
  for (const projectId of projectIds) {
    const project = { projectId, timeZone: 'UTC', createdAt: NOW };
    await control.addProject(project, CHANGE);
    await control.putKey({
      projectId,
      kind: 'write',
      key: writeKeyOf(projectId),
      replaces: 'none',
      change: CHANGE,
    });
    await control.putKey({
      projectId,
      kind: 'secret',
      key: secretKeyOf(projectId),
      replaces: 'none',
      change: CHANGE,
    });
    await writeSide.openProject(projectId);
    const reader = openProjectReader(pathOf(project));
    const settle = () => writeSide.settleScores(projectId);
    const scoring = createScoring({ reader, settle, dayOf: createDayClock('UTC'), now });
    opened.set(projectId, {
      project,
      reader,
      scoring,
      accountScoring: createAccountScoring({ reader, scoring, now }),
      now,
    });
  }
  const { protocolOf } = createClientOrigin(1);
  const projects = { open: async ({ projectId }: Project) => get(opened, projectId), close: async () => {} };
  return {
    app: createDashboard({ control, keys, projects, notices: new Map(), protocolOf, now }),
    clock,
    secretKeyOf,
    writeKeyOf,
    async addLoginLink() {
      const token = `link_${clock.now}_${Math.random()}`;
      await control.addLoginLink({ token, projectId: null, expiresAt: clock.now + 60_000, change: CHANGE });
      return token;
    },
    async send(projectId, batch) {
      const body = new TextEncoder().encode(JSON.stringify({ batch }));
      const key = secretKeyOf(projectId);
      const answer = await ingest({ route: 'batch', key, body, receivedAt: clock.now });
      const { rejected } = JSON.parse(answer.body);
      if (answer.status !== 200 || rejected.length > 0) throw new Error(answer.body);
    },
    async addVersion(projectId, request) {
      const { modelId, version } = await writeSide.addVersion(projectId, request);
      if (!request.publish) return;
      await writeSide.publishVersion(projectId, { modelId, version, actor: request.author, at: clock.now });
    },
    async endKeys(projectId) {
      for (const { keyId } of await control.listKeys(projectId, clock.now)) {
        await control.endKey({ projectId, keyId, change: CHANGE });
      }
    },
    async stop() {
      await writeSide.close();
      for (const { reader } of opened.values()) await reader.close();
      keys.close();
      await control.close();
      await rm(folder, { recursive: true });
    },
  };
}

function get<Value>(map: Map<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no ${key}`);
  return value;
}

/** Logs in with a key or through a link, and answers the cookie to send from then on. */
export async function logIn(started: StartedDashboard, secretKey?: string): Promise<string> {
  const response =
    secretKey === undefined
      ? await started.app.request(`/login?token=${await started.addLoginLink()}`)
      : await started.app.request('/login', {
          method: 'POST',
          headers: { Origin: 'http://localhost' },
          body: new URLSearchParams({ secretKey }),
        });
  if (response.status !== 303) throw new Error(`log-in answered ${response.status}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
