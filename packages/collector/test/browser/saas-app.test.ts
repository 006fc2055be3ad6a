import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSaasApp } from '../../../../examples/saas-app/src/index.ts';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';

const SNIPPET = new URL('../../../sdk/dist/stub.min.js', import.meta.url);
const WRITE_KEY = 'wk_saas_app';
const SECRET_KEY = 'sk_saas_app_saas_app';
const TOKEN_SECRET = 'ts_saas_app_saas_app_saas_app';
const PLACES = ['/projects', '/reports', '/team', '/billing', '/help', '/mailbox'];

/** What the SDK records by itself: page views, and how long a page was in use. */
const BY_ITSELF = new Set(['Page Viewed', 'Page Engaged']);

interface StoredEvent {
  type: string;
  event: string | null;
  properties: Record<string, unknown>;
  isPassive: boolean;
}

describeInBrowser('the demo SaaS app, with its back end, on a real collector', () => {
  let folder: string;
  let collector: Collector;
  let url: string;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ardent-saas-app-'));
    browser = await launchBrowser();
    const settings = {
      PORT: '0',
      ARDENT_DATA_DIR: folder,
      ARDENT_WRITE_KEY: WRITE_KEY,
      ARDENT_SECRET_KEY: SECRET_KEY,
    };
    collector = await createCollector(loadConfig({}, settings), { now: Date.now });
    const change = { actor: 'test', at: Date.now() };
    const key = { projectId: 'default', kind: 'token', key: TOKEN_SECRET, replaces: 'none', change } as const;
    const { keyId } = await collector.control.putKey(key);
    let saasApp: ReturnType<typeof createSaasApp> | undefined;
    collector.app.all('/demo/app/*', (c) => saasApp?.fetch(c.req.raw) ?? c.notFound());
    collector.app.all('/demo/app', (c) => saasApp?.fetch(c.req.raw) ?? c.notFound());
    ({ url } = await collector.start());
    saasApp = createSaasApp({
      collectorUrl: url,
      writeKey: WRITE_KEY,
      secretKey: SECRET_KEY,
      tokenSecret: { keyId, secret: TOKEN_SECRET },
      onError: (text) => complaints.push(text),
    });
  });
  afterAll(async () => {
    await browser.close();
    await collector.stop();
    await rm(folder, { recursive: true });
  });

  async function openPage(): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.on('console', (message) => complaints.push(`${page.url()} ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    return page;
  }

  async function read<Body>(path: string): Promise<Body> {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
    return (await response.json()) as Body;
  }

  /** Oldest first. */
  async function eventsOf(name: string): Promise<StoredEvent[]> {
    const { data } = await read<{ data: { profileId: string; traits: { name?: string } }[] }>(
      '/v1/profiles?limit=1000',
    );
    const found = data.filter(({ traits }) => traits.name === name);
    if (found.length !== 1) return [];
    const path = `/v1/profile-ids/${found[0]?.profileId}/events?limit=1000`;
    return (await read<{ data: StoredEvent[] }>(path)).data.reverse();
  }

  const namesOf = (events: readonly StoredEvent[]) =>
    events.flatMap(({ event }) => (event === null || BY_ITSELF.has(event) ? [] : [event]));

  async function signUp(page: Page): Promise<void> {
    await page.goto(`${url}/demo/app`);
    await page.getByRole('link', { name: 'Try it free', exact: true }).click();
    await page.getByLabel('Your name').fill('Rosa Marin');
    await page.getByLabel('E-mail').fill('rosa@lumen.example');
    await page.getByLabel('Company').fill('Lumen Freight');
    await page.getByLabel('Password').fill('long enough');
    await page.getByRole('button', { name: 'Start the trial' }).click();
    await page.getByRole('heading', { name: 'Good to see you, Rosa' }).waitFor();
  }

  async function workOnBoard(page: Page): Promise<void> {
    await page.getByLabel('Name').fill('Spring launch');
    await page.getByRole('button', { name: 'Create project' }).click();
    for (const title of ['Write the launch post', 'Book the photographer']) {
      await page.getByLabel('New task').fill(title);
      await page.getByRole('button', { name: 'Add task' }).click();
      await page.getByText(title, { exact: true }).waitFor();
    }
    await page.getByLabel('Move Write the launch post').selectOption('done');
    await page.locator('[data-status="done"] [data-task]').waitFor();
    await page.getByLabel('Comment on Book the photographer').fill('Ask Ines.');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.locator('.comments').getByText('Ask Ines.').waitFor();
  }

  test('its pages have the snippet that the SDK is built with', async () => {
    const html = await (await fetch(`${url}/demo/app`)).text();
    const snippet = `<script>${(await readFile(SNIPPET, 'utf8')).trim()}</script>`;
    expect(html, 'src/pages/script-tag.tsx needs packages/sdk/dist/stub.min.js').toContain(snippet);
  });

  test('what somebody does, from the first look to cancelling, is stored once and as theirs', async () => {
    const page = await openPage();
    await signUp(page);
    await workOnBoard(page);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByRole('link', { name: 'Reports' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    expect((await download).suggestedFilename()).toBe('taskwell.csv');
    await page.getByRole('link', { name: 'Billing' }).click();
    await page.getByRole('button', { name: 'Choose Starter' }).click();
    await page.getByText('You are on Starter now.').waitFor();
    await page.getByText('Cancel the subscription').click();
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('status').getByText('Your subscription is cancelled.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Plans that get done.' }).waitFor();
    await page.goto('about:blank');
    const expected = [
      'Comment Added',
      'Invoice Paid',
      'Plan Chosen',
      'Project Created',
      'Report Exported',
      'Report Viewed',
      'Signed Out',
      'Signed Up',
      'Subscription Cancelled',
      'Subscription Started',
      'Task Completed',
      'Task Created',
      'Task Created',
      'Timeline Viewed',
      'Trial Started',
    ];
    await expect
      .poll(async () => namesOf(await eventsOf('Rosa Marin')).sort(), { timeout: 20_000 })
      .toEqual(expected);
    const events = await eventsOf('Rosa Marin');
    const passive = events.filter(({ isPassive }) => isPassive).map(({ event }) => event);
    expect(passive).toEqual(['Trial Started', 'Invoice Paid']);
    expect(events.find(({ event }) => event === 'Plan Chosen')?.properties).toEqual({ plan: 'starter' });
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test('somebody sees their own score, as the collector has it', async () => {
    const page = await openPage();
    await page.goto(`${url}/demo/app`);
    await page.getByRole('button', { name: 'Look around' }).click();
    await page.getByText(/^Engagement \d+$/).waitFor({ timeout: 20_000 });
    await page.getByText(/^Your engagement score is \d+: /).waitFor();
    type People = { data: { traits: { name?: string }; score: { rounded: number } }[] };
    const stored = async () => {
      const { data } = await read<People>('/v1/profiles');
      return data.find(({ traits }) => traits.name === 'Maya Okafor')?.score.rounded;
    };
    // The badge is asked for again after each request, the list once in a while.
    const isSame = async () =>
      (await page.locator('#score-badge').textContent()) === `Engagement ${await stored()}`;
    await expect.poll(isSame, { timeout: 40_000 }).toBe(true);
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const place of PLACES) {
        await page.goto(`${url}/demo/app${place}`);
        const isTooWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        expect([place, width, isTooWide, await page.locator('h1').count()]).toEqual([place, width, false, 1]);
      }
    }
    await page.context().close();
    expect(complaints).toEqual([]);
  });
});
