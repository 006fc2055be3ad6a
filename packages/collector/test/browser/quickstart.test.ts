import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeScore, type Score } from '@ardent/core';
import SqliteDatabase from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { labelCounts } from '../../src/scoring/label-counts.ts';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { type RunningDev, startDev } from '../dev/run-dev.ts';
import { skipHistory } from '../dev/skip-history.ts';

const SNIPPET = new URL('../../../sdk/dist/stub.min.js', import.meta.url);
/** What the SDK records by itself as long as a page is in use. */
const ENGAGED = 'Page Engaged';

describeInBrowser('npm start, the example app and the dashboard', () => {
  let folder: string;
  let dev: RunningDev;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ardent-quickstart-'));
    await skipHistory(folder);
    [dev, browser] = await Promise.all([startDev({ ARDENT_DATA_DIR: folder }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await dev.stop();
    await rm(folder, { recursive: true });
  });

  /** A page of a new visitor, whose every complaint (scripts, console, Content-Security-Policy) is noted. */
  async function openPage(width = 1280): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
    page.on('console', (message) => complaints.push(`${page.url()} ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    return page;
  }

  const scoreOf = async (page: Page): Promise<Score & { day: string }> =>
    (await (await page.request.get(`${dev.url}/demo/score`)).json()).score;
  const isTooWide = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  test('the page has the snippet that the SDK is built with', async () => {
    const html = await (await fetch(`${dev.url}/demo`)).text();
    const snippet = `<script>${(await readFile(SNIPPET, 'utf8')).trim()}</script>`;
    expect(html, 'public/index.html of the example needs packages/sdk/dist/stub.min.js').toContain(snippet);
  });

  test('what somebody clicks is stored once, and their score is what core makes of the stored counts', async () => {
    const page = await openPage();
    await page.goto(`${dev.url}/demo`);
    await page.getByRole('button', { name: 'Maya Okafor' }).click();
    for (const title of ['Draft the newsletter', 'Plan the offsite']) {
      await page.getByLabel('New task').fill(title);
      await page.getByRole('button', { name: 'Add task' }).click();
    }
    await page.getByRole('button', { name: 'Comment', exact: true }).first().click();
    await page.getByLabel('Complete “Draft the newsletter”').check();
    await page.getByRole('button', { name: 'Invite a colleague' }).click();
    await page.getByRole('button', { name: 'Invite a colleague' }).click();
    await page.getByText('+31.7').first().waitFor();
    const shown = await page.locator('#score .number').textContent();
    expect(shown).toBe(String((await scoreOf(page)).rounded));
    // The last click is on its way when the page is left.
    await page.getByRole('button', { name: 'Export report' }).click();
    await page.goto('about:blank');
    const exported = (score: Score) => score.contributions.find(({ signal }) => signal === 'exports')?.points;
    await expect.poll(async () => exported(await scoreOf(page)), { timeout: 15_000 }).toBe(6);
    const answered = await scoreOf(page);
    await page.context().close();

    const path = join(folder, 'projects', 'demo.db');
    const database = new SqliteDatabase(path, { readonly: true });
    const stored = database
      .prepare<[], { name: string | null; count: number; profiles: number }>(
        `SELECT text AS name, count(*) AS count, count(DISTINCT profile) AS profiles
         FROM event LEFT JOIN event_name ON event_name.id = event.name GROUP BY text ORDER BY text`,
      )
      .all()
      .filter(({ name }) => name !== ENGAGED);
    const seen = database.prepare('SELECT count(*) FROM seen').pluck().get();
    const all = database.prepare('SELECT count(*) FROM event').pluck().get();
    database.close();
    expect(stored.map(({ name, count }) => [name, count])).toEqual([
      // identify and group, and the note that the demo history is complete
      [null, 3],
      ['Comment Added', 1],
      ['Invite Sent', 2],
      ['Page Viewed', 1],
      ['Report Exported', 1],
      ['Signed In', 1],
      ['Task Completed', 1],
      ['Task Created', 2],
    ]);
    expect(seen).toBe(all);

    const reader = openProjectReader(path);
    const [profile, ...others] = await reader.listProfiles({ kind: 'known' }, { limit: 10 });
    const model = (await reader.listModels()).find(({ definition }) => definition.name === 'Taskwell');
    if (!profile || !model) throw new Error('no profile or no model is stored');
    expect([profile.traits['name'], others]).toEqual(['Maya Okafor', []]);
    const counts = labelCounts(await reader.listCounts(profile.profileId, { to: answered.day }), model);
    await reader.close();
    const computed = computeScore(model.definition, counts, answered.day);
    expect(Math.abs(computed.score - answered.score)).toBeLessThan(1e-9 * 200);
    expect([answered.rounded, answered.band]).toEqual([computed.rounded, computed.band]);
    expect(answered.contributions.map(({ signal, points }) => [signal, points])).toEqual(
      computed.contributions.map(({ signal, points }) => [signal, expect.closeTo(points, 9)]),
    );
    expect(complaints).toEqual([]);
  });

  test('nobody sees the score of the same person in another browser', async () => {
    const page = await openPage();
    await page.goto(`${dev.url}/demo`);
    expect((await page.request.get(`${dev.url}/demo/score`)).status()).toBe(401);
    await page.getByRole('button', { name: 'Maya Okafor' }).click();
    await page.locator('#score .number').filter({ hasText: '10' }).waitFor();
    expect((await scoreOf(page)).rounded).toBe(10);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are anonymous.').waitFor();
    await page.context().close();
    // A 401 in an API request is no complaint of the page.
    expect(complaints).toEqual([]);
  });

  test('the dashboard opens by its link, fits a phone, and needs nothing that its policy forbids', async () => {
    const page = await openPage(375);
    await page.goto(dev.loginLink);
    expect(page.url()).toBe(`${dev.url}/projects/demo`);
    const profile = page.getByRole('link', { name: 'Maya Okafor' }).first();
    const profileUrl = `${dev.url}${await profile.getAttribute('href')}`;
    const listed = await page.locator('.cell-score b').first().textContent();
    const paths = [
      '/projects/demo',
      '/projects/demo?kind=all',
      '/projects/demo/model',
      '/projects/demo/setup',
      '/projects/default',
    ];
    for (const url of [profileUrl, ...paths.map((path) => dev.url + path)]) {
      for (const width of [375, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(url);
        expect([url, width, await isTooWide(page)]).toEqual([url, width, false]);
        expect(await page.locator('h1').count()).toBe(1);
      }
    }
    await page.goto(profileUrl);
    expect(await page.locator('.score-number').textContent()).toBe(listed);
    expect(await page.locator('body').textContent()).toContain('Task Created');
    await page.getByRole('button', { name: 'Log out' }).click();
    expect(page.url()).toBe(`${dev.url}/login`);
    await page.goto(profileUrl);
    expect(page.url()).toBe(`${dev.url}/login`);
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test('it ends in order after all that', async () => {
    expect(await dev.stop()).toBe(0);
    expect(dev.err()).toBe('SIGTERM: letting running requests end\n');
  });
});
