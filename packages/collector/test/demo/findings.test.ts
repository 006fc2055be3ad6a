import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';
import { createDemoProject } from '../../src/demo/feed/demo-project.ts';
import { fillDemo } from '../../src/demo/feed/fill-demo.ts';
import type { AccountScoreJson } from '../../src/http/json/account-json.ts';
import type { ChangesJson } from '../../src/http/json/history-json.ts';
import type { JobJson } from '../../src/http/json/job-json.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { NOW } from '../http/open-collector.ts';
import { tellDemo } from './tell-demo.ts';

const PLAN: DemoPlan = { seed: 1, profiles: 200, days: 90, endDay: '2026-11-22', timeZone: 'UTC' };
const SECRET_KEY = 'sk_of_the_demo_findings';
const now = () => NOW;

interface Judged {
  n: number;
  good: number;
  auc: number;
  baselines: { count30: number };
  ahead: Record<'recency' | 'count30', { low: number }>;
}
interface Calibrated extends Judged {
  signal: boolean;
  model: object;
}

/** What docs/demo.md says is hidden, as the API tells it to somebody who does not know. */
describe('what is hidden in the demo, the API finds', () => {
  const demo = tellDemo(PLAN, NOW);
  const { calendar, turningPoints } = demo.world;
  const dateOf = (day: number) => calendar.dateOf(day);
  const idOf = (name: string) => encodeURIComponent(demo.person(name).userId);
  let folder: string;
  let collector: Collector;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ardent-findings-'));
    const settings = { ARDENT_DATA_DIR: folder, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
    collector = await createCollector(loadConfig({}, settings), { now });
    const fetch = (request: Request) => collector.app.fetch(request);
    const project = createDemoProject({ url: 'http://collector', key: SECRET_KEY, fetch, now });
    const { feed } = await fillDemo(project, PLAN, { now });
    expect(feed).toMatchObject({ duplicates: 0, rejected: 0 });
  }, 240_000);
  afterAll(async () => {
    await collector.stop();
    await rm(folder, { recursive: true });
  });

  async function read<Body>(path: string): Promise<Body> {
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    const response = await collector.app.request(path, { headers });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Body;
  }

  async function post<Body>(path: string, body: object): Promise<Body> {
    const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
    const response = await collector.app.request(path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await response.json()) as Body;
  }

  /** What a job on the main model finds. */
  async function judge<Result>(kind: 'calibrate' | 'backtest', question: object): Promise<Result> {
    // Signals that no model had before are counted first.
    const jobId = await vi.waitFor(async () => {
      const job = await post<JobJson>(`/v1/models/main/${kind}`, question);
      expect(job).toHaveProperty('jobId');
      return job.jobId;
    }, 150_000);
    return vi.waitFor(async () => {
      const { state, result, problem } = await read<JobJson>(`/v1/jobs/${jobId}`);
      expect({ state, problem }).toEqual({ state: 'done', problem: null });
      return result as Result;
    }, 150_000);
  }

  const scoreOf = (name: string, day: number) =>
    read<ScoreJson>(`/v1/profiles/${idOf(name)}/score?at=${dateOf(day)}`);
  const accountOf = (groupId: string, day: number) =>
    read<AccountScoreJson>(`/v1/accounts/${groupId}/score?at=${dateOf(day)}`);

  test('an account that lives by one person, and collapses when she is gone', async () => {
    const leavesOn = demo.person('Ingrid Solheim').life.lastUseOn;
    const before = await accountOf('halden-robotics', leavesOn);
    expect(before).toMatchObject({ singleThreaded: true, seats: 12 });
    expect((await accountOf('halden-robotics', PLAN.days - 1)).score).toBeLessThan(0.6 * before.score);
    expect(await scoreOf('Ingrid Solheim', leavesOn)).toMatchObject({ band: 'power_user' });
    expect(await scoreOf('Ingrid Solheim', leavesOn + 14)).toMatchObject({ momentumState: 'cliff' });
    const days = `from=${dateOf(leavesOn)}&to=${dateOf(leavesOn + 14)}`;
    const changes = await read<ChangesJson>(`/v1/profiles/${idOf('Ingrid Solheim')}/changes?${days}`);
    const aged = changes.signals.reduce((sum, signal) => sum + signal.aged, 0);
    expect(aged).toBeCloseTo(changes.total, 9);
    expect(changes.total).toBeLessThan(-40);
  });

  test('a support storm that one account gets over, and another one does not', async () => {
    const scoresOf = (groupId: string, days: number[]) =>
      Promise.all(days.map(async (day) => (await accountOf(groupId, day)).score));
    const tessera = calendar.weekdayBefore(0, 30);
    const [before = 0, angry = 0, after = 0] = await scoresOf('tessera-foods', [
      tessera - 1,
      tessera + 6,
      calendar.last,
    ]);
    expect(angry).toBeLessThan(0.9 * before);
    expect(after).toBeGreaterThan(0.9 * before);
    const corvid = calendar.weekdayBefore(0, 18);
    const [content = 0, gone = 0] = await scoresOf('corvid-media', [corvid - 1, calendar.last]);
    expect(gone).toBeLessThan(0.4 * content);
  });

  test('an account with several people is not said to live by one', async () => {
    expect(await accountOf('kestrel-labs', PLAN.days - 1)).toMatchObject({ singleThreaded: false });
  });

  test('the day on which tracking broke, said in every answer that looks like somebody leaving', async () => {
    const { day } = turningPoints.outage;
    const people = demo.world.people.filter(({ joinedOn }) => joinedOn < day);
    let alarming = 0;
    for (const { userId } of people) {
      const path = `/v1/profiles/${encodeURIComponent(userId)}/score?at=${dateOf(day)}`;
      const { band, momentumState, suspect } = await read<ScoreJson>(path);
      expect([userId, suspect]).toEqual([userId, ['page_views']]);
      if (band === 'churn_risk' || momentumState === 'cliff') alarming++;
    }
    expect(alarming).toBeGreaterThan(3);
    expect(await accountOf('kestrel-labs', day)).toMatchObject({ suspect: ['page_views'] });
    for (const other of [day - 1, day + 2]) {
      expect(await scoreOf('Ravi Menon', other)).toMatchObject({ suspect: [] });
    }
  });

  test('who is leaving, first in the list of those to call', async () => {
    // Lists are a moment behind.
    const data = await vi.waitFor(async () => {
      const list = await read<{ data: ProfileJson[] }>('/v1/profiles?band=churn_risk&limit=1000');
      expect(list.data.map(({ traits }) => traits['name'])).toContain('Tom Wexler');
      return list.data;
    }, 60_000);
    expect(data.every(({ score }) => (score?.rounded ?? 0) < 0)).toBe(true);
    const marlow = await read<{ data: ProfileJson[] }>('/v1/profiles?account=marlow-print');
    expect(marlow.data).toHaveLength(demo.members('Marlow Print').length);
  });

  test('a model that was calibrated on what people did later ranks them surely better than a plain count', async () => {
    const asked = { outcome: 'stayed', horizonDays: 7 };
    const found = await judge<Calibrated>('calibrate', asked);
    expect(found.signal).toBe(true);
    expect(Math.min(found.good, found.n - found.good)).toBeGreaterThan(100);
    expect(found.auc).toBeGreaterThan(found.baselines.count30 + 0.04);
    expect(found.ahead.count30.low).toBeGreaterThan(0);
    const draft = { model: found.model, publish: false, reason: 'It was proposed' };
    const { version } = await post<{ version: number }>('/v1/models', draft);
    const judged = await judge<Judged>('backtest', { ...asked, version });
    expect(judged.n).toBeGreaterThanOrEqual(found.n);
    expect(judged.auc).toBeGreaterThan(0.75);
    expect(judged.ahead.count30.low).toBeGreaterThan(0);
    expect(judged.ahead.recency.low).toBeGreaterThan(0);
  }, 320_000);

  test('a robot under the name of somebody who hardly comes', async () => {
    expect((await scoreOf('Ravi Menon', PLAN.days - 1)).rounded).toBeLessThan(41);
    const { data } = await read<{ data: { isBot: boolean }[] }>(`/v1/profiles/${idOf('Ravi Menon')}/events`);
    expect(data.some(({ isBot }) => isBot)).toBe(true);
  });

  test('one person on two devices, from before the sign-up', async () => {
    const noa = await read<ProfileJson>(`/v1/profiles/${idOf('Noa Lindqvist')}`);
    expect(noa.anonymousIds).toHaveLength(2);
    const signedUpOn = dateOf(demo.person('Noa Lindqvist').joinedOn);
    expect(noa.firstSeenAt.slice(0, 10) < signedUpOn).toBe(true);
  });
});
