import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';
import { createDemoProject } from '../../src/demo/feed/demo-project.ts';
import { fillDemo } from '../../src/demo/feed/fill-demo.ts';
import type { AccountScoreJson } from '../../src/http/json/account-json.ts';
import type { ChangesJson } from '../../src/http/json/history-json.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import type { ScoreJson } from '../../src/http/json/score-json.ts';
import { NOW } from '../http/open-collector.ts';
import { tellDemo } from './tell-demo.ts';

const PLAN: DemoPlan = { seed: 1, profiles: 120, days: 90, endDay: '2026-11-22', timeZone: 'UTC' };
const SECRET_KEY = 'sk_of_the_demo_findings';
const now = () => NOW;

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
    const { data } = await read<{ data: ProfileJson[] }>('/v1/profiles?band=churn_risk&limit=1000');
    expect(data.map(({ traits }) => traits['name'])).toContain('Tom Wexler');
    expect(data.every(({ score }) => (score?.rounded ?? 0) < 0)).toBe(true);
    const marlow = await read<{ data: ProfileJson[] }>('/v1/profiles?account=marlow-print');
    expect(marlow.data).toHaveLength(demo.members('Marlow Print').length);
  });

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
