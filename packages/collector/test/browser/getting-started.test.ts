import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';

const DOCUMENT = new URL('../../../../docs/getting-started.md', import.meta.url);
const WRITE_KEY = 'wk_of_getting_started';
const SECRET_KEY = 'sk_of_getting_started';
const WAIT = { timeout: 30_000 };

interface Changes {
  total: number;
  signals: { aged: number; new: number }[];
  version: number;
}

/** Does what docs/getting-started.md says, with its own page and its own model. */
describeInBrowser('docs/getting-started.md', () => {
  let text: string;
  let folder: string;
  let collector: Collector;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    text = await readFile(DOCUMENT, 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'ardent-getting-started-'));
    const settings = {
      ARDENT_DATA_DIR: join(folder, 'data'),
      ARDENT_WRITE_KEY: WRITE_KEY,
      ARDENT_SECRET_KEY: SECRET_KEY,
      PORT: '0',
    };
    collector = await createCollector(loadConfig({}, settings), { now: Date.now });
    ({ url } = await collector.start());
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await collector.stop();
    await rm(folder, { recursive: true });
  });

  function blockOf(language: string): string {
    const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text) ?? [];
    if (block === undefined) throw new Error(`the page has no block of ${language}`);
    return block.replaceAll('http://127.0.0.1:8787', url).replaceAll('YOUR_WRITE_KEY', WRITE_KEY);
  }

  async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
    return (await (await fetch(url + path, { ...init, headers })).json()) as Answer;
  }

  const scoreOf = () => ask<{ rounded?: number; contributions: object[] }>('/v1/profiles/user-123/score');

  test('its page, its model and its numbers are true', async () => {
    const file = join(folder, 'my-app.html');
    await writeFile(file, blockOf('html'));
    const dashboard = await (await browser.newContext()).newPage();
    await dashboard.goto(url + (await collector.createLoginPath()));
    await dashboard.getByText('Waiting for the first event').waitFor();

    const page = await (await browser.newContext()).newPage();
    await page.goto(String(pathToFileURL(file)));
    await page.getByRole('button', { name: 'View the report' }).click();

    await dashboard.goto(`${url}/projects/default/setup`);
    await dashboard.getByText('Events are arriving').waitFor(WAIT);
    expect(text).toContain('Ada Lovelace has 9 of 100');
    await expect.poll(async () => (await scoreOf()).rounded, WAIT).toBe(9);

    const published = await ask<{ version: number }>('/v1/models', { method: 'POST', body: blockOf('json') });
    expect(published.version).toBe(2);
    expect(text).toContain("Ada's is 17 now: 5 and 8 points of 75");
    const score = await scoreOf();
    expect(score.rounded).toBe(17);
    expect(score.contributions).toMatchObject([{ points: 5 }, { points: 8 }, { points: 0 }]);

    const { total, signals, version } = await ask<Changes>('/v1/profiles/user-123/changes');
    expect(total).toBeCloseTo((13 / 75) * 100, 9);
    expect(signals.reduce((sum, signal) => sum + signal.aged + signal.new, version)).toBeCloseTo(total, 9);
    await dashboard.goto(`${url}/projects/default`);
    await dashboard.getByRole('link', { name: 'Ada Lovelace' }).click();
    await dashboard.getByText('What changed').first().waitFor();
  });
});
