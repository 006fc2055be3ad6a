// Takes dashboard.png anew, with the people of `ardent demo`: `npm run build && node docs/pictures/take.mjs`.
// The browser is the one at CHROME_PATH, else the one of @sparticuz/chromium (Linux on x64).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromiumFile from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const COLLECTOR = '../../packages/collector';
const SECRET_KEY = 'sk_of_the_picture_alone';
const SIZE = { width: 1200, height: 1200 };

/** @param {string} path */
const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Fills the project of the key with made-up people.
 * @param {string} url
 */
async function feed(url) {
  const args = ['demo', '--profiles', '150', '--url', url, '--key', SECRET_KEY];
  const command = spawn(process.execPath, [fromHere(`${COLLECTOR}/bin/ardent.mjs`), ...args], {
    stdio: 'inherit',
  });
  const [exitCode] = await once(command, 'exit');
  if (exitCode !== 0) throw new Error(`ardent demo ended with ${exitCode}`);
}

/**
 * The page of the first of those who are doing well, opened by a login link.
 * @param {string} loginLink
 */
async function takePicture(loginLink) {
  const executablePath = process.env.CHROME_PATH ?? (await chromiumFile.executablePath());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
    await page.goto(loginLink);
    await page.locator('.bands a', { hasText: 'Highly engaged' }).click();
    await page.locator('.cell-name a').first().click();
    await page.screenshot({ path: fromHere('dashboard.png') });
  } finally {
    await browser.close();
  }
}

const { createCollector, loadConfig } = await import(`${COLLECTOR}/dist/index.js`);
const folder = await mkdtemp(join(tmpdir(), 'ardent-picture-'));
const settings = { ARDENT_DATA_DIR: folder, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
const collector = await createCollector(loadConfig({}, settings));
try {
  const { url } = await collector.start();
  await feed(url);
  await takePicture(url + (await collector.createLoginPath()));
} finally {
  await collector.stop();
  await rm(folder, { recursive: true });
}
