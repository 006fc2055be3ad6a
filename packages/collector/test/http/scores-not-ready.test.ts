import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { projectPath } from '../faults/expect-whole.ts';
import { openCollector, SECRET_KEY, type TestCollector, temporaryFolder } from './open-collector.ts';

const PEOPLE = 20;

/** A data folder with people whose score rows are gone, as after an upgrade. */
async function makeFolder(): Promise<{ folder: string; profileId: string }> {
  const folder = temporaryFolder();
  const collector = await openCollector({ ARDENT_DATA_DIR: folder });
  await collector.send(
    Array.from({ length: PEOPLE }, (_, n) => ({ type: 'track', event: 'Opened', userId: `u${n}` })),
  );
  await collector.send([{ type: 'group', userId: 'u0', groupId: 'acme' }]);
  const { body } = await collector.read<ProfileJson>('/v1/profiles/u7');
  await collector.stop();
  const db = new SqliteDatabase(projectPath(folder));
  db.exec("UPDATE score_set SET state = 'retired'");
  db.close();
  return { folder, profileId: body.profileId };
}

/** A collector on that folder whose writer stops before the next step of its work, and goes on when timers are advanced. */
async function startHeld(): Promise<{ collector: TestCollector; url: string; profileId: string }> {
  const { folder, profileId } = await makeFolder();
  vi.useFakeTimers({ toFake: ['setImmediate'] });
  onTestFinished(() => void vi.useRealTimers());
  const collector = await openCollector({ ARDENT_DATA_DIR: folder });
  const { url } = await collector.start();
  while (readDone(folder) === 0) await vi.advanceTimersToNextTimerAsync();
  collector.clock.now += 3_000;
  return { collector, url, profileId };
}

/** How much of a set that is being built is done, 0 to 1. */
function readDone(folder: string): number {
  const db = new SqliteDatabase(projectPath(folder), { readonly: true });
  const done = db.prepare("SELECT coalesce(max(done), 0) FROM score_set WHERE state = 'building'").pluck();
  const ratio = Number(done.get());
  db.close();
  return ratio;
}

test('while rows are built lists say how far they are and when to ask again, pages that they are being prepared', async () => {
  const { collector, url, profileId } = await startHeld();
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const login = await fetch(url + (await collector.createLoginPath()), { redirect: 'manual' });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const [profiles, accounts, score, page, person] = await Promise.all([
    fetch(`${url}/v1/profiles`, { headers }),
    fetch(`${url}/v1/accounts`, { headers }),
    fetch(`${url}/v1/profiles/u7/score`, { headers }),
    fetch(`${url}/projects/default?band=dormant`, { headers: { cookie } }),
    fetch(`${url}/projects/default/profiles/${profileId}`, { headers: { cookie } }),
  ]);
  for (const answer of [profiles, accounts]) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'scores_not_ready',
      detail: expect.stringMatching(/: [1-9]\d % are done\.$/),
      remedy: expect.stringContaining(`ask again in ${answer.headers.get('retry-after')} seconds`),
    });
  }
  expect([score.status, await score.json()]).toMatchObject([200, { percentile: null }]);
  expect([person.status, await person.text()]).toEqual([200, expect.stringContaining('Being prepared:')]);
  expect(page.status).toBe(503);
  const text = await page.text();
  expect(text).toContain('The list is being prepared');
  expect(text).toMatch(/put in order, as after an upgrade: [1-9]\d% done/);
  const seconds = page.headers.get('retry-after');
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(text).toContain(`<meta http-equiv="refresh" content="${seconds}"/>`);

  await vi.waitFor(
    async () => expect((await fetch(`${url}/v1/profiles?limit=1000`, { headers })).status).toBe(200),
    { timeout: 60_000, interval: 10 },
  );
  const ready = await fetch(`${url}/projects/default`, { headers: { cookie } });
  expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining(`<b>${PEOPLE}</b>`)]);
}, 120_000);
