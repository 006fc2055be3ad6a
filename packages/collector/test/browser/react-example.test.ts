import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../../../examples');
const VITE = join(EXAMPLES, 'react/node_modules/vite/bin/vite.js');
const WRITE_KEY = 'wk_react';
const SECRET_KEY = 'sk_of_the_react_example';

describeInBrowser('the React example, with the Node back end, on a real collector', () => {
  let folder: string;
  let collector: Collector;
  let ardentUrl: string;
  let appUrl: string;
  let browser: Browser;
  const children: ChildProcess[] = [];

  /** Starts a program and answers the address that it prints. */
  async function startAt(args: string[], environment: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, args, {
      cwd: join(EXAMPLES, 'react'),
      env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    return vi.waitFor(() => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(out) ?? [];
      if (url === undefined) throw new Error(`${args[0]} has printed no address: ${out}`);
      return url;
    }, 30_000);
  }

  async function startBackend(): Promise<string> {
    const change = { actor: 'test', at: Date.now() };
    const secret = 'ts_of_the_react_example';
    const key = { projectId: 'default', kind: 'token', key: secret, replaces: 'none', change } as const;
    const { keyId } = await collector.control.putKey(key);
    return startAt([join(EXAMPLES, 'node-backend/src/main.mjs')], {
      ARDENT_URL: ardentUrl,
      ARDENT_SECRET_KEY: SECRET_KEY,
      ARDENT_TOKEN_SECRET: `${keyId} ${secret}`,
      PORT: '0',
    });
  }

  async function startApp(backendUrl: string): Promise<string> {
    const outDir = join(folder, 'app');
    const built = spawn(process.execPath, [VITE, 'build', '--outDir', outDir], {
      cwd: join(EXAMPLES, 'react'),
      // Not NODE_ENV: under "test" Vite would take React's development build.
      env: { PATH: process.env['PATH'] ?? '', VITE_ARDENT_URL: ardentUrl, VITE_ARDENT_WRITE_KEY: WRITE_KEY },
      stdio: 'ignore',
    });
    expect(await once(built, 'exit')).toEqual([0, null]);
    const preview = [VITE, 'preview', '--outDir', outDir, '--port', '0'];
    return startAt(preview, { BACKEND_URL: backendUrl });
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ardent-react-'));
    const settings = {
      ARDENT_DATA_DIR: join(folder, 'data'),
      ARDENT_WRITE_KEY: WRITE_KEY,
      ARDENT_SECRET_KEY: SECRET_KEY,
      PORT: '0',
    };
    collector = await createCollector(loadConfig({}, settings), { now: Date.now });
    ({ url: ardentUrl } = await collector.start());
    appUrl = await startApp(await startBackend());
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    for (const child of children) child.kill();
    await collector.stop();
    await rm(folder, { recursive: true });
  });

  async function eventsOf(userId: string): Promise<[event: string | null, properties: unknown][]> {
    const response = await fetch(`${ardentUrl}/v1/profiles/${userId}/events?limit=100`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    if (!response.ok) return [];
    const { data } = (await response.json()) as { data: { event: string | null; properties: object }[] };
    return data.reverse().map(({ event, properties }) => [event, properties]);
  }

  test('records what somebody does under its own names, and shows them their score', async () => {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(appUrl);
    await page.getByText('Ada Lovelace').waitFor();
    await page.getByLabel('New note').fill('Buy ink');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove Buy ink' }).click();
    await page.getByRole('link', { name: 'About' }).click();
    await page.getByText(/^Engagement \d+$/).waitFor({ timeout: 30_000 });
    const own = async () => (await eventsOf('user-123')).filter(([event]) => event?.startsWith('Note'));
    await expect.poll(own, { timeout: 30_000 }).toEqual([
      ['Note Added', { length: 7 }],
      ['Note Removed', {}],
    ]);
    const pages = async () =>
      (await eventsOf('user-123')).filter(([event]) => event === 'Page Viewed').length;
    await expect.poll(pages, { timeout: 30_000 }).toBe(2);
    await page.context().close();
    expect(complaints).toEqual([]);
  });
});
